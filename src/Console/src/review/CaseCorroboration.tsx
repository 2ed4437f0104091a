import type { Case, CaseDetail, CaseReport } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { capitalised } from "../i18n/quantityWords";
import type { Translate } from "../i18n/translate";
import { SourceMark } from "../shell/SourceMark";
import { useProblemName } from "../shell/Problems";
import { clockWords } from "../time/words";
import { useNow } from "../time/useNow";
import { AnswerMark } from "./AnswerMark";
import { askedFoundWords, sensorFinding } from "./foundWords";
import { answersOf, firstSourceOf, hrefOfSource, sourceOf, sourceTitle, type Answers } from "./sources";

/** Who reported the problem and what others, who can see the same place, say of it. Nothing where only one source has spoken. */
export function CaseCorroboration({ of }: { of: CaseDetail }) {
  const { t } = useTexts();
  const reporters = reportersOf(of);
  // Who reported it by itself needs not agree when asked as well; that it denies or doubts it must be seen.
  const reported = new Set(reporters.map(({ source }) => source));
  const answers = answersOf(of.corroborations ?? []).filter(({ source, latest, earlier }) => !reported.has(source) || latest.answer !== "agrees" || earlier.length > 0);
  if (reporters.length + answers.length < 2) return null;
  return (
    <section aria-labelledby="corroboration-title">
      <h3 id="corroboration-title">{t("corroboration.title")}</h3>
      <ul className="witnesses">
        {reporters.map((report) => <Reporter key={report.source} of={of} report={report} />)}
        {answers.map((one) => <Asked key={one.source} of={of} answers={one} />)}
      </ul>
    </section>
  );
}

function Reporter({ of, report }: { of: CaseDetail; report: CaseReport }) {
  const { t } = useTexts();
  const problemName = useProblemName();
  const first = report.source === firstSourceOf(of).path;
  return (
    <Witness of={of} source={report.source} at={report.at} mark={<span className="answer answer-reports">{t(first ? "answer.reports" : "answer.independent")}</span>}>
      {capitalised(sourceOf(report.source)?.kind === "sensor"
        ? sensorFinding(t, of, report) ?? problemName(report.problem ?? of.problem)
        : t("found.seen", { what: problemName(report.problem ?? of.problem), score: report.score.toFixed(2) }))}
    </Witness>
  );
}

function Asked({ of, answers: { source, latest, earlier } }: { of: CaseDetail; answers: Answers }) {
  const { t, language } = useTexts();
  const now = useNow(60);
  return (
    <Witness of={of} source={source} at={latest.at} mark={<AnswerMark answer={latest.answer} />}>
      {capitalised(askedFoundWords(t, latest))}
      {latest.counted === false && latest.answer !== "cannot-tell" && <span className="quiet"> · {t("corroboration.notCounted")}</span>}
      {earlier.length > 0 && (
        <span className="quiet block">{t("corroboration.earlier", { list: earlier.map((one) => `${t(`answer.${one.answer}`)} ${clockWords(language, one.at, now)}`).join(t("judge.join")) })}</span>
      )}
    </Witness>
  );
}

function Witness({ of, source, at, mark, children }: { of: CaseDetail; source: string; at: string; mark: React.ReactNode; children: React.ReactNode }) {
  const { t, language } = useTexts();
  const now = useNow(60);
  const who = sourceOf(source);
  const href = who && hrefOfSource(who);
  return (
    <li>
      {who && <SourceMark kinds={[who.kind]} />}
      <div>
        <p className="witness-head">
          {href ? <a href={href}>{nameOf(t, of, source)}</a> : who ? sourceTitle(t, who) : source}
          {mark}
        </p>
        <p>{children} <time className="quiet witness-time" dateTime={at}>{clockWords(language, at, now)}</time></p>
      </div>
    </li>
  );
}

/** The latest report of each source, the first reporter first. */
function reportersOf(of: CaseDetail): CaseReport[] {
  const first = firstSourceOf(of).path;
  const latest = new Map<string, CaseReport>();
  for (const report of of.events) {
    const known = latest.get(report.source);
    // What clears a finding says nothing of what was found.
    if (!report.type.endsWith(".cleared") && (!known || Date.parse(report.at) >= Date.parse(known.at))) latest.set(report.source, report);
  }
  return [...latest.values()].sort((a, b) => Number(b.source === first) - Number(a.source === first));
}

/** The name of a source where the case knows it, else its id. */
function nameOf(t: Translate, of: Case, path: string): string {
  const first = firstSourceOf(of);
  const who = sourceOf(path)!;
  return path === first.path ? sourceTitle(t, { ...who, id: first.name }) : sourceTitle(t, who);
}
