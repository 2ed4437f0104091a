import type { Case, CaseDetail } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { CaseFilings } from "../filings/CaseFilings";
import { CaseLimits } from "../life/CaseLimits";
import { CaseHandling } from "../life/CaseHandling";
import { FilingConditions } from "../life/FilingConditions";
import { RecheckLooks } from "../recheck/RecheckLooks";
import { hrefOf } from "../routing/routes";
import { useProblemName } from "../shell/Problems";
import { CaseCodes } from "./CaseCodes";
import { CaseConfidence } from "./CaseConfidence";
import { CaseCorroboration } from "./CaseCorroboration";
import { CaseHistory } from "./CaseHistory";
import { CasePlace } from "./CasePlace";
import { CaseProvenance } from "./CaseProvenance";
import { CaseReports } from "./CaseReports";
import { judgementSentence, ruleWords } from "./judgementSentence";
import { isReadingRule } from "./readingRule";
import { ScoreBar } from "./ScoreBar";

interface CaseFactsProps {
  of: Case;
  detail: CaseDetail | undefined;
  /** Which of the case's filing conditions it is confirmed by. */
  condition: number;
  onCondition: (index: number) => void;
  oddsOpen: boolean;
  onOddsOpen: (open: boolean) => void;
  detailsOpen: boolean;
  onDetailsOpen: (open: boolean) => void;
}

/** All that is known of a case beside its picture, the most needed first. */
export function CaseFacts({ of, detail, condition, onCondition, oddsOpen, onOddsOpen, detailsOpen, onDetailsOpen }: CaseFactsProps) {
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
        <CaseCodes problem={of.problem} codes={detail?.codes} />
      </header>
      {detail && <CaseLimits limits={detail.limits ?? []} filing={detail.filing} due={detail.due} />}
      {of.state === "pending" && detail?.conditions && <FilingConditions conditions={detail.conditions} chosen={condition} onChoose={onCondition} />}
      <CaseHandling of={of} />
      <section aria-labelledby="why-title">
        <h3 id="why-title">{t("case.why")}</h3>
        {of.judgement && <p className="why">{judgementSentence(t, of.judgement)}</p>}
        {!(of.judgement && isReadingRule(of.judgement.rule)) && <ScoreBar score={of.score} threshold={of.threshold} />}
        {of.judgement && <p className="quiet">{ruleWords(t, of.judgement)}</p>}
      </section>
      {detail && <CaseCorroboration of={detail} />}
      {of.confidence && <CaseConfidence of={of.confidence} open={oddsOpen} onOpen={onOddsOpen} />}
      {detail?.recheck && <RecheckLooks recheck={detail.recheck} />}
      <CasePlace of={of} location={detail?.location} />
      {detail && <CaseFilings references={detail.references ?? []} filings={detail.filings ?? []} />}
      {detail && <CaseReports events={detail.events} openings={detail.openings ?? []} />}
      {detail && <CaseHistory entries={detail.history} />}
      {detail && <CaseProvenance of={detail} open={detailsOpen} onOpen={onDetailsOpen} />}
    </>
  );
}
