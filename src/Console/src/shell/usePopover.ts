import { useEffect, type RefObject } from "react";

/** Closes a box that opened from its button when something outside both is pressed, and gives the focus back to where it was. */
export function usePopover(box: RefObject<HTMLElement | null>, onClose: () => void): void {
  useEffect(() => {
    const onDown = (e: PointerEvent) => {
      if (e.target instanceof Element && !box.current?.parentElement?.contains(e.target)) onClose();
    };
    window.addEventListener("pointerdown", onDown);
    return () => window.removeEventListener("pointerdown", onDown);
  }, [box, onClose]);
  useEffect(() => {
    const before = document.activeElement;
    const menu = box.current;
    return () => {
      if (before instanceof HTMLElement && (menu?.contains(document.activeElement) || document.activeElement === document.body)) before.focus();
    };
  }, [box]);
}
