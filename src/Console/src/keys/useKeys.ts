import { useEffect, useRef } from "react";

export type KeyBindings = Partial<Record<string, () => void>>;

const controls = "button, a, summary, [role=slider], [role=button]";
const editable = "input, textarea, select, [contenteditable]";

/** The binding that a key press means, or null: never while typing, in a dialog, or where a control has its own use for the key. */
export function bindingOf(event: KeyboardEvent): string | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(editable) || document.querySelector("dialog[open]")) return null;
  const forControls = event.key === "Enter" || event.key === " " || event.key.startsWith("Arrow");
  if (forControls && target?.closest(controls)) return null;
  if (event.key.length > 1 || event.key === "?") return event.key;
  // With Caps Lock on, a letter comes as a capital although Shift is not held.
  return event.shiftKey && /[a-z]/i.test(event.key) ? `Shift+${event.key.toUpperCase()}` : event.key.toLowerCase();
}

const repeatable = new Set(["j", "k", "ArrowUp", "ArrowDown"]);

/** Keys of the whole window while the component is mounted and active. A held key repeats only where that moves, never where it decides. */
export function useKeys(bindings: KeyBindings, active = true): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    if (!active) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const name = bindingOf(event);
      const act = name === null ? undefined : latest.current[name];
      if (!act || (event.repeat && !repeatable.has(name!))) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [active]);
}
