import type { CaseOpening, CaseReport } from "../api/types";
import { comparedWords } from "../bridge/comparedWords";
import { decisionWords, sourceWords } from "../i18n/domainWords";
import { useTexts } from "../i18n/LanguageContext";
import { quantityTitle } from "../i18n/quantityWords";
import { textOr, type Translate } from "../i18n/translate";
import { useProblemName } from "../shell/Problems";
import { clockWords } from "../time/words";
import { useNow } from "../time/useNow";
import { foundReadingWords } from "./readingRule";
import { sourceOf, sourceTitle } from "./sources";

/** The candidates that this case is made of, each with the reason for which it is here and not a case of its own. */
export function CaseReports({ events, openings }: { events: CaseReport[]; openings: CaseOpening[] }) {
  const { t, language } = useTexts();
  const problemName = useProblemName();
  const now = useNow(60);
  const ordered = [...events].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <section aria-labelledby="reports-title">
      <h3 id="reports-title">{t("case.joined", { n: events.length })}</h3>
      {openings.filter(({ times }) => times > 1).map((one) => <p key={`${one.source} ${one.zone}`} className="quiet openings">{openingWords(t, one)}</p>)}
      <ul className="timeline">
        {ordered.map((one) => (
          <li key={one.id} {...(one.compared ? { title: comparedWords(t, problemName, one.compared) } : {})}>
            <time dateTime={one.at}>{clockWords(language, one.at, now)}</time>
            <span>
              {textOr(t, `report.${one.type.split(".").at(-1)}`, one.type)} · {decisionWords(t, one.decision)}
              <span className="quiet"> {valueOf(t, one)} · {sourceWords(one.source)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the report rests on: a camera's score, a sensor's value. */
const valueOf = (t: Translate, { found, score }: CaseReport) => (found && foundReadingWords(t, found, true)) || score.toFixed(2);

/** A thing that flickers, or that is at the edge of what can be seen, is begun to be seen again and again. */
export function openingWords(t: Translate, { source, zone, times, goesOn }: CaseOpening): string {
  const who = sourceOf(source);
  const where = zone && (who?.kind === "sensor" ? quantityTitle(t, zone) : zone);
  const name = `${who ? sourceTitle(t, who) : source}${where ? ` · ${where}` : ""}`;
  return t(goesOn ? "case.openings.goesOn" : "case.openings", { name, n: times });
}
