import type { ReadingPoint, Sensor, SensorList, SensorState } from "../../src/api/types.ts";
import { ago } from "./clock.ts";
import { randomOf } from "./scenes.ts";

const makes = [
  { id: "cover", name: "井盖", camera: "alley-7", read: (r: number): [string, number, string][] => [["tilt", Number((r * 2).toFixed(1)), "deg"], ["temperature", 8 + r * 6, "Cel"]] },
  { id: "bin", name: "果皮箱", camera: "market-gate", read: (r: number): [string, number, string][] => [["fill-level", Math.round(r * 92), "%"], ["distance", Number((0.2 + r).toFixed(2)), "m"]] },
  { id: "water", name: "下穿桥水位", camera: "", read: (r: number): [string, number, string][] => [["level", Number((r * 0.08).toFixed(2)), "m"]] },
  { id: "kerb", name: "路侧泊位", camera: "", read: (r: number): [string, number, string][] => [["occupied", r > 0.5 ? 1 : 0, "1"]] },
];

const errors: Partial<Record<SensorState, string>> = {
  faulty: "data.distance_status is \"Invalid Reading\" since 06:12; clean the sensor's window, or check that nothing hangs before it",
  unknown: "heard through source 'chirpstack', but no sensor names the device; add one to agent.sensors or its register if it is to be judged",
  refused: "agent.sensors[12].make is \"em310-tlit\"; one of em310-tilt, em310-udl, em320-tilt …",
};

const stateOf = (i: number): SensorState => (i % 997 === 5 ? "faulty" : i % 241 === 7 ? "silent" : i === 412 ? "refused" : i === 77 || i === 83 ? "unknown" : i % 601 === 11 ? "expected" : "live");

const all: Sensor[] = Array.from({ length: Number(process.env["MOCK_SENSORS"] ?? 10_000) }, (_, i) => {
  const random = randomOf(i + 17);
  const make = makes[i % makes.length]!;
  const state = stateOf(i);
  const heard = state === "live" ? random() * 3500 : 86_400 * (1 + random() * 6);
  const values: [string, number, string][] = [...make.read(random()), i % 3 ? ["battery", Math.round(30 + random() * 70), "%"] : ["battery-voltage", 3.2 + random() * 0.5, "V"]];
  const latest: ReadingPoint[] = state === "expected" || state === "refused" ? [] : values.map(([quantity, value, unit], k) => (
    state === "faulty" && k === 0 ? { quantity, unit, quality: "bad", at: ago(heard) } : { quantity, value, unit, quality: "good", at: ago(heard) }));
  const number = String(i + 1).padStart(5, "0");
  return {
    agent: i < 7000 ? "east-box-1" : i < 9800 ? "west-box-2" : "south-box-3", online: i < 9800, sensor: `${make.id}-${number}`, ...(i % 5 ? { name: `${make.name} ${number}` } : {}), state,
    since: ago(heard * 3), latest, undecoded: state === "faulty" ? 14 : 0, ...(latest.length > 0 ? { heardAt: ago(heard) } : {}), ...(errors[state] ? { lastError: errors[state] } : {}),
    ...(i % 2 ? {} : { component: `11010101${String(i).padStart(8, "0")}` }), ...(make.camera && i < 40 ? { camera: make.camera, zone: "kerb" } : {}),
    place: { lon: 116.42 + random() / 50, lat: 39.93 + random() / 50, system: "WGS84", errorRadius: 5, from: "register" },
  };
}).sort((a, b) => a.agent.localeCompare(b.agent) || a.sensor.localeCompare(b.sensor));

export const findSensor = (agent: string, sensor: string) => all.find((one) => one.agent === agent && one.sensor === sensor);

export function listSensors(query: URLSearchParams): SensorList {
  const text = (query.get("text") ?? "").toLowerCase();
  const matching = all.filter((one) => `${one.sensor} ${one.name ?? ""} ${one.component ?? ""}`.toLowerCase().includes(text));
  const states: SensorList["states"] = {};
  for (const { state } of matching) states[state] = (states[state] ?? 0) + 1;
  const wanted = matching.filter(({ state }) => !query.get("state") || state === query.get("state"));
  const from = Number(query.get("after") ?? 0);
  const limit = Number(query.get("limit") ?? 50);
  return { items: wanted.slice(from, from + limit), total: wanted.length, states, next: from + limit < wanted.length ? String(from + limit) : null };
}
