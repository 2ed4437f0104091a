import { useCallback, useEffect, useRef, useState } from "react";
import { api, evidenceUrl } from "../api/client";
import type { Case } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { useChanges } from "../life/useChanges";
import { usePrefetch } from "../picture/usePicture";
import { ProposalBar } from "../recheck/ProposalBar";
import { isProposed } from "../recheck/recheckWords";
import { useRecheck } from "../recheck/useRecheck";
import { hrefOf } from "../routing/routes";
import { ErrorNote } from "../shell/ErrorNote";
import { ActionBar, type Menu } from "./ActionBar";
import { CaseEvidence } from "./CaseEvidence";
import { CaseFacts } from "./CaseFacts";
import { CaseList } from "./CaseList";
import { EmptyQueue } from "./EmptyQueue";
import { isNarrow } from "./filter";
import { ahead } from "./queue";
import { QueueFilters } from "./QueueFilters";
import { useQueue } from "./QueueContext";
import { rememberDetail, useCaseDetail, usePrefetchedDetails } from "./useCaseDetail";
import { useReviewKeys } from "./useReviewKeys";
import { useVerdicts, type Decision } from "./useVerdicts";

/** The page on which people decide: the queue on the left, the picture in the middle, the facts on the right. */
export function ReviewPage({ caseId }: { caseId?: string | undefined }) {
  const { t } = useTexts();
  const { queue, dispatch, reload } = useQueue();
  const verdicts = useVerdicts();
  const change = useChanges();
  const recheck = useRecheck(change);
  const [condition, setCondition] = useState(0);
  const [menu, setMenu] = useState<Menu | null>(null);
  const [oddsOpen, setOddsOpen] = useState(false);
  const [detailsOpen, setDetailsOpen] = useState(false);
  useLinkedCase(caseId, queue.selected);

  const listed = queue.items.find((item) => item.id === queue.selected);
  const { detail } = useCaseDetail(queue.selected);
  const shown: Case | undefined = detail && listed && detail.id === listed.id ? detail : listed;
  const known = shown && detail?.id === shown.id ? detail : undefined;
  const comingNext = ahead(queue, 3);
  usePrefetch(comingNext.flatMap((item) => (item.evidence ? [evidenceUrl(item.evidence)] : [])));
  usePrefetchedDetails(comingNext.slice(0, 2).map((item) => item.id));
  const conditions = known?.conditions ?? [];
  useEffect(() => { setMenu(null); setCondition(0); }, [queue.selected]);

  const step = useCallback((by: 1 | -1) => dispatch({ type: "step", by }), [dispatch]);
  const decide = (of: Case, decision: Decision) => {
    const files = decision.kind === "confirm" && conditions[condition];
    verdicts.decide(of, files ? { ...decision, filing: files.when } : decision);
  };
  useReviewKeys({
    of: shown, moves: known?.moves, conditions: conditions.length, menu, onMenu: setMenu, onConfirm: (of) => decide(of, { kind: "confirm" }), onCondition: setCondition,
    onAccept: () => { if (known) recheck.accept(known); }, onLookAgain: recheck.lookAgain, onUndo: verdicts.undo, onStep: step, onOdds: () => setOddsOpen((on) => !on), onDetails: () => setDetailsOpen((on) => !on),
  });

  return (
    <main id="content" className="review" aria-labelledby="review-title">
      <section className="queue" aria-label={t("queue.list")}>
        <QueueFilters />
        <CaseList />
      </section>
      <section className="review-picture" aria-label={t("picture.tools")}>
        {shown ? (
          <>
            <CaseEvidence of={shown} detail={known} />
            {known?.recheck && <ProposalBar recheck={known.recheck} onAccept={() => recheck.accept(known)} onLookAgain={() => recheck.lookAgain(known)} />}
            <ActionBar of={shown} moves={known?.moves} proposed={isProposed(known?.recheck)} menu={menu} onMenu={setMenu} onDecide={decide} onChange={change} onUndo={verdicts.undo} onStep={step} />
          </>
        ) : queue.error && queue.items.length === 0 ? (
          <ErrorNote error={queue.error} onRetry={reload} />
        ) : (
          !queue.loading && <EmptyQueue filtered={isNarrow(queue.filter)} />
        )}
      </section>
      <aside className="facts" aria-label={t("case.facts")}>
        {shown && <CaseFacts of={shown} detail={known} condition={condition} onCondition={setCondition} oddsOpen={oddsOpen} onOddsOpen={setOddsOpen} detailsOpen={detailsOpen} onDetailsOpen={setDetailsOpen} />}
      </aside>
    </main>
  );
}

/** Puts the case of a link into the list and selects it, whatever its state. Once the reader moves on, the address no longer names it, so that the same link leads there again. */
function useLinkedCase(id: string | undefined, selected: string | null): void {
  const { dispatch } = useQueue();
  const arrived = useRef<string>(undefined);
  useEffect(() => {
    if (!id) return;
    const abort = new AbortController();
    api.case(id, abort.signal).then((detail) => {
      rememberDetail(detail);
      dispatch({ type: "restored", case: detail, select: true, undone: false });
    }).catch(() => {});
    return () => abort.abort();
  }, [dispatch, id]);
  useEffect(() => {
    if (!id) arrived.current = undefined;
    else if (selected === id) arrived.current = id;
    // Only while the address still names it: a reader who has gone to another page meanwhile is not called back.
    else if (arrived.current === id && window.location.hash === hrefOf({ page: "review", caseId: id })) window.location.replace(hrefOf({ page: "review" }));
  }, [id, selected]);
}
