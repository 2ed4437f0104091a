import type { FilingCondition } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";

/** By which condition the case is filed when it is confirmed. A digit chooses, so that a verdict stays two keys. */
export function FilingConditions({ conditions, chosen, onChoose }: { conditions: FilingCondition[]; chosen: number; onChoose: (index: number) => void }) {
  const { t } = useTexts();
  if (conditions.length === 0) return null;
  return (
    <section aria-labelledby="conditions-title">
      <h3 id="conditions-title">{t("condition.title")}</h3>
      <ul className="conditions" role="radiogroup" aria-labelledby="conditions-title">
        {conditions.map((condition, i) => (
          <li key={condition.when}>
            <button type="button" role="radio" aria-checked={i === chosen} className="condition" aria-keyshortcuts={String(i + 1)} onClick={() => onChoose(i)}>
              <kbd aria-hidden="true">{i + 1}</kbd>
              <span>{condition.when} <span className="quiet">{condition.limit}</span></span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
