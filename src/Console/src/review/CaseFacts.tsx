import type { Case, CaseDetail } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { hrefOf } from "../routing/routes";
import { textOr } from "../i18n/translate";
import { Fact, Moment } from "../shell/Facts";
import { useProblemName } from "../shell/Problems";
import { CaseCodes } from "./CaseCodes";
import { CaseConfidence } from "./CaseConfidence";
import { CaseCorroboration } from "./CaseCorroboration";
import { CaseHistory } from "./CaseHistory";
import { CaseProvenance } from "./CaseProvenance";
import { CaseReports } from "./CaseReports";
import { judgementSentence, ruleWords, sinceOf } from "./judgementSentence";
import { isReadingRule } from "./readingRule";
import { ScoreBar } from "./ScoreBar";
import { firstSourceOf } from "./sources";

interface CaseFactsProps {
  of: Case;
  detail: CaseDetail | undefined;
  oddsOpen: boolean;
  onOddsOpen: (open: boolean) => void;
  detailsOpen: boolean;
  onDetailsOpen: (open: boolean) => void;
}

/** All that is known of a case beside its picture, the most needed first. */
export function CaseFacts({ of, detail, oddsOpen, onOddsOpen, detailsOpen, onDetailsOpen }: CaseFactsProps) {
  const { t } = useTexts();
  const problemName = useProblemName();
  return (
    <>
      <header className="facts-head">
        <div className="facts-title">
          <h2>{problemName(of.problem)}</h2>
          <span className={`badge state-${of.state}`}>{t(`state.${of.state}`)}</span>
        </div>
        <p className="quiet">
          {t("case.number", { n: of.number })}
          {of.correctedFrom && <> · {t("case.corrected", { problem: problemName(of.correctedFrom) })}</>}
          {of.recurrenceOf && <> · <a href={hrefOf({ page: "review", caseId: of.recurrenceOf })}>{t("case.recurrence")}</a></>}
          {of.mergedInto && <> · <a href={hrefOf({ page: "review", caseId: of.mergedInto })}>{t("case.mergedInto")}</a></>}
        </p>
        <CaseCodes problem={of.problem} />
      </header>
      <section aria-labelledby="why-title">
        <h3 id="why-title">{t("case.why")}</h3>
        {of.judgement && <p className="why">{judgementSentence(t, of.judgement)}</p>}
        {!(of.judgement && isReadingRule(of.judgement.rule)) && <ScoreBar score={of.score} threshold={of.threshold} />}
        {of.judgement && <p className="quiet">{ruleWords(t, of.judgement)}</p>}
      </section>
      {detail && <CaseCorroboration of={detail} />}
      {of.confidence && <CaseConfidence of={of.confidence} open={oddsOpen} onOpen={onOddsOpen} />}
      <PlaceAndTime of={of} />
      {detail && <CaseReports events={detail.events} />}
      {detail && <CaseHistory entries={detail.history} />}
      {detail && <CaseProvenance of={detail} open={detailsOpen} onOpen={onDetailsOpen} />}
    </>
  );
}

function PlaceAndTime({ of }: { of: Case }) {
  const { t } = useTexts();
  const { place } = of;
  const source = firstSourceOf(of);
  const href = hrefOf(source.kind === "sensor" ? { page: "sensor", agent: of.agent, sensor: source.id } : { page: "camera", agent: of.agent, camera: source.id });
  const since = sinceOf(of);
  return (
    <section aria-labelledby="place-title">
      <h3 id="place-title">{t("case.facts")}</h3>
      <dl className="fact-list">
        <Fact name={t(source.kind === "sensor" ? "case.sensor" : "case.camera")}><a href={href}>{source.name}</a> <span className="quiet">{of.agent}</span></Fact>
        {of.zone && source.kind === "camera" && <Fact name={t("case.zone")}>{of.zone}</Fact>}
        {of.component && <Fact name={t("case.component")}><span className="code">{of.component}</span></Fact>}
        <Fact name={t(source.kind === "sensor" ? "case.measured" : "case.seen")}><Moment at={of.seenAt} /></Fact>
        {since && <Fact name={t("case.since")}><Moment at={since} /></Fact>}
        <Fact name={t("case.opened")}><Moment at={of.openedAt} /></Fact>
        {of.clearedAt && <Fact name={t("case.clearedAt")}><Moment at={of.clearedAt} /></Fact>}
        <Fact name={t("case.place")}>
          {place ? t("case.place.value", {
            lat: place.lat.toFixed(5), lon: place.lon.toFixed(5), system: place.system, error: Math.round(place.errorRadius), from: textOr(t, `from.${place.from}`, place.from),
          }) : t("case.place.unknown")}
        </Fact>
      </dl>
    </section>
  );
}
