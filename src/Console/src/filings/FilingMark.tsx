import type { FilingState } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";

const signs: Record<FilingState, React.ReactNode> = {
  waiting: <path d="M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM6 3.6V6l1.7 1" />,
  sent: <path d="M2 6.5l3 3L10.5 3" />,
  dead: <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" />,
  withdrawn: <path d="M10 6H2.5M5 3L2 6l3 3" />,
  discarded: <path d="M2 6h8" />,
};

/** How a filing stands, as sign, word and colour. */
export function FilingMark({ state }: { state: FilingState }) {
  const { t } = useTexts();
  return (
    <span className={`limit-mark filing-${state}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">{signs[state]}</svg>
      {t(`filing.state.${state}`)}
    </span>
  );
}
