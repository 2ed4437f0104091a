import type { LimitState } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { textOr } from "../i18n/translate";

const signs: Record<LimitState | "met" | "missed", React.ReactNode> = {
  running: <path d="M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM6 3.6V6l1.7 1" />,
  "due-soon": <path d="M6 1.2l5 9H1zM6 4.8v2.4M6 8.8v.1" />,
  overdue: <path d="M6 1.2v6.2M6 10v.4" />,
  met: <path d="M2 6.5l3 3L10.5 3" />,
  missed: <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" />,
  paused: <path d="M4.2 2.5v7M7.8 2.5v7" />,
};

/** How a limit stands, as sign, word and colour. */
export function LimitMark({ state, words }: { state: LimitState | "met" | "missed"; words?: string }) {
  const { t } = useTexts();
  return (
    <span className={`limit-mark limit-${state}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">{signs[state]}</svg>
      {words ?? textOr(t, `limit.${state}`, state)}
    </span>
  );
}
