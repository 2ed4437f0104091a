import type { ReactNode } from "react";

export function ToggleButton({ on, onChange, hotkey, children }: { on: boolean; onChange: (on: boolean) => void; hotkey?: string; children: ReactNode }) {
  return (
    <button type="button" className="toggle" aria-pressed={on} onClick={() => onChange(!on)} {...(hotkey ? { "aria-keyshortcuts": hotkey } : {})}>
      {children}{hotkey && <kbd aria-hidden="true">{hotkey}</kbd>}
    </button>
  );
}
