import { useRef } from "react";
import { useKeys } from "../keys/useKeys";

/** Looks for one in a list; a slash leads to it, as on the review page. */
export function SearchField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useKeys({ "/": () => field.current?.focus() });
  return <input ref={field} type="search" aria-label={label} placeholder={`${label} ( / )`} aria-keyshortcuts="/" value={value} onChange={(e) => onChange(e.target.value)} />;
}
