import type { CaseReference, Filing } from "../api/types";
import { heardWords, replyWords } from "../bridge/replyWords";
import { useTexts } from "../i18n/LanguageContext";
import { textOr } from "../i18n/translate";
import { hrefOf } from "../routing/routes";
import { useProblemName } from "../shell/Problems";
import { FilingMark } from "./FilingMark";

/** Under which numbers the city's platforms know the case, and what they were told of it. */
export function CaseFilings({ references, filings }: { references: CaseReference[]; filings: Filing[] }) {
  const { t } = useTexts();
  const problemName = useProblemName();
  if (references.length === 0 && filings.length === 0) return null;
  return (
    <section aria-labelledby="case-filings-title">
      <h3 id="case-filings-title">{t("filings.title")}</h3>
      <ul className="case-filings">
        {references.map(({ platform, reference, origin, heard }) => (
          <li key={`${platform} ${reference}`}>
            {platform} <span className="code">{reference}</span> <span className="quiet">{textOr(t, `reference.${origin}`, origin)}{heard && ` · ${heardWords(t, heard)}`}</span>
          </li>
        ))}
        {filings.map((one) => (
          <li key={one.id}>
            <FilingMark state={one.state} /> {textOr(t, `filing.kind.${one.kind}`, one.kind)} <span className="quiet">→ {one.filer}</span>
            {one.state === "dead" && <> <a href={hrefOf({ page: "filings" })}>{one.answer ? replyWords(t, problemName, one.answer) : t("filing.retry")}</a></>}
          </li>
        ))}
      </ul>
    </section>
  );
}
