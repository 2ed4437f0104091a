"""ONNX Runtime's C library from Python: the library that the agent itself runs on, through ctypes, since Debian has no package of its Python form.

The library hands out one table of functions to which new versions only append (struct OrtApi in onnxruntime_c_api.h); the numbers are places in it.
"""
from __future__ import annotations

import ctypes
import os
from ctypes import POINTER, byref, c_char_p, c_int, c_int64, c_size_t, c_uint32, c_void_p
from pathlib import Path

import numpy as np

API_VERSION = 16
NATIVE = Path(__file__).resolve().parents[3] / "src/EdgeAgent/Onnx/native"
ELEMENTS = {np.dtype(np.float32): 1, np.dtype(np.uint8): 2, np.dtype(np.int64): 7}
TYPES = {1: np.float32, 2: np.uint8, 7: np.int64}


def _library() -> Path:
    named = os.environ.get("EDGEWATCH_ONNXRUNTIME")
    found = [Path(named)] if named else sorted(NATIVE.glob("node_modules/onnxruntime-node/bin/*/linux/x64/libonnxruntime.so.1"))
    if not found or not found[0].exists():
        raise SystemExit(f"libonnxruntime.so.1 is missing: run `npm ci --ignore-scripts` in {NATIVE}, or name the file in EDGEWATCH_ONNXRUNTIME")
    return found[0]


class _Api:
    def __init__(self) -> None:
        library = ctypes.CDLL(str(_library()))
        library.OrtGetApiBase.restype = POINTER(c_void_p)
        get_api = ctypes.CFUNCTYPE(POINTER(c_void_p), c_uint32)(library.OrtGetApiBase()[0])
        self._table = get_api(API_VERSION)
        self.environment, self.memory = c_void_p(), c_void_p()
        self.call(3, (c_int, c_char_p, c_void_p), 3, b"edgewatch", byref(self.environment))
        self.call(69, (c_int, c_int, c_void_p), 0, 0, byref(self.memory))

    def call(self, place: int, types: tuple, *arguments) -> None:
        status = ctypes.CFUNCTYPE(c_void_p, *types)(self._table[place])(*arguments)
        if status:
            raise RuntimeError(ctypes.CFUNCTYPE(c_char_p, c_void_p)(self._table[2])(status).decode())

    def release(self, place: int, value: c_void_p) -> None:
        ctypes.CFUNCTYPE(None, c_void_p)(self._table[place])(value)


_api: _Api | None = None


class OnnxSession:
    """A model, ready to run. `run` takes and gives numpy arrays (float32, int64, uint8)."""

    def __init__(self, path: str | Path, outputs: list[str], threads: int = 1):
        global _api
        _api = _api or _Api()
        self._outputs = outputs
        options, self._session = c_void_p(), c_void_p()
        _api.call(10, (c_void_p,), byref(options))
        _api.call(24, (c_void_p, c_int), options, threads)
        _api.call(7, (c_void_p, c_char_p, c_void_p, c_void_p), _api.environment, str(path).encode(), options, byref(self._session))
        _api.release(100, options)

    def run(self, **inputs: np.ndarray) -> list[np.ndarray]:
        arrays = {name: np.ascontiguousarray(value) for name, value in inputs.items()}
        values = (c_void_p * len(arrays))(*(self._value(a) for a in arrays.values()))
        results = (c_void_p * len(self._outputs))()
        _api.call(9, (c_void_p, c_void_p, c_void_p, c_void_p, c_size_t, c_void_p, c_size_t, c_void_p), self._session, None,
                  (c_char_p * len(arrays))(*(n.encode() for n in arrays)), values, len(arrays),
                  (c_char_p * len(self._outputs))(*(n.encode() for n in self._outputs)), len(self._outputs), results)
        taken = [self._array(c_void_p(r)) for r in results]
        for value in (*values, *results):
            _api.release(96, c_void_p(value))
        return taken

    @staticmethod
    def _value(array: np.ndarray) -> int:
        value, shape = c_void_p(), (c_int64 * array.ndim)(*array.shape)
        _api.call(49, (c_void_p, c_void_p, c_size_t, c_void_p, c_size_t, c_int, c_void_p), _api.memory, array.ctypes.data, array.nbytes, shape, array.ndim,
                  ELEMENTS[array.dtype], byref(value))
        return value.value

    @staticmethod
    def _array(value: c_void_p) -> np.ndarray:
        info, count, element, data = c_void_p(), c_size_t(), c_int(), c_void_p()
        _api.call(65, (c_void_p, c_void_p), value, byref(info))
        _api.call(60, (c_void_p, c_void_p), info, byref(element))
        _api.call(61, (c_void_p, c_void_p), info, byref(count))
        shape = (c_int64 * count.value)()
        _api.call(62, (c_void_p, c_void_p, c_size_t), info, shape, count.value)
        _api.release(99, info)
        _api.call(51, (c_void_p, c_void_p), value, byref(data))
        dtype = np.dtype(TYPES[element.value])
        size = int(np.prod(list(shape))) * dtype.itemsize
        return np.frombuffer(ctypes.string_at(data, size), dtype).reshape(list(shape)).copy()
