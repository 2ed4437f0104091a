import { useCallback, useEffect, useState } from "react";
import { api, evidenceUrl } from "../api/client";
import type { Case } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { useKeys } from "../keys/useKeys";
import { usePrefetch } from "../picture/usePicture";
import { ErrorNote } from "../shell/ErrorNote";
import { ActionBar, type Menu } from "./ActionBar";
import { CaseEvidence } from "./CaseEvidence";
import { CaseFacts } from "./CaseFacts";
import { CaseList } from "./CaseList";
import { EmptyQueue } from "./EmptyQueue";
import { ahead, openingFilter } from "./queue";
import { QueueFilters } from "./QueueFilters";
import { useQueue } from "./QueueContext";
import { rememberDetail, useCaseDetail, usePrefetchedDetails } from "./useCaseDetail";
import { useVerdicts } from "./useVerdicts";

/** The page on which people decide: the queue on the left, the picture in the middle, the facts on the right. */
export function ReviewPage({ caseId }: { caseId?: string | undefined }) {
  const { t } = useTexts();
  const { queue, dispatch, reload } = useQueue();
  const verdicts = useVerdicts();
  const [menu, setMenu] = useState<Menu | null>(null);
  const [oddsOpen, setOddsOpen] = useState(false);
  const [detailsOpen, setDetailsOpen] = useState(false);
  useLinkedCase(caseId);

  const listed = queue.items.find((item) => item.id === queue.selected);
  const { detail } = useCaseDetail(queue.selected);
  const shown: Case | undefined = detail && listed && detail.id === listed.id ? detail : listed;
  const known = shown && detail?.id === shown.id ? detail : undefined;
  const comingNext = ahead(queue, 3);
  usePrefetch(comingNext.flatMap((item) => (item.evidence ? [evidenceUrl(item.evidence)] : [])));
  usePrefetchedDetails(comingNext.slice(0, 2).map((item) => item.id));
  useEffect(() => setMenu(null), [queue.selected]);

  const step = useCallback((by: 1 | -1) => dispatch({ type: "step", by }), [dispatch]);
  const undecided = shown?.state === "pending" ? shown : undefined;
  const confirm = () => { if (undecided) verdicts.decide(undecided, { kind: "confirm" }); };
  const open = (which: Menu) => () => { if (undecided) setMenu(which); };

  useKeys({
    j: () => step(1), ArrowDown: () => step(1), ArrowRight: () => step(1),
    k: () => step(-1), ArrowUp: () => step(-1), ArrowLeft: () => step(-1),
    c: confirm, Enter: confirm, e: open("correct"), r: open("reject"), d: open("duplicate"),
    u: verdicts.undo, o: () => setOddsOpen((on) => !on), i: () => setDetailsOpen((on) => !on),
  }, menu === null);

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
            <ActionBar of={shown} menu={menu} onMenu={setMenu} onDecide={verdicts.decide} onUndo={verdicts.undo} onStep={step} />
          </>
        ) : queue.error && queue.items.length === 0 ? (
          <ErrorNote error={queue.error} onRetry={reload} />
        ) : (
          !queue.loading && <EmptyQueue filtered={queue.filter !== openingFilter && isNarrow(queue.filter)} />
        )}
      </section>
      <aside className="facts" aria-label={t("case.facts")}>
        {shown && <CaseFacts of={shown} detail={known} oddsOpen={oddsOpen} onOddsOpen={setOddsOpen} detailsOpen={detailsOpen} onDetailsOpen={setDetailsOpen} />}
      </aside>
    </main>
  );
}

const isNarrow = (filter: { state: string; problem: string; camera: string }) => filter.state !== "pending" || filter.problem !== "" || filter.camera !== "";

/** Puts the case of a link into the list and selects it, whatever its state. */
function useLinkedCase(id: string | undefined): void {
  const { dispatch } = useQueue();
  useEffect(() => {
    if (!id) return;
    const abort = new AbortController();
    api.case(id, abort.signal).then((detail) => {
      rememberDetail(detail);
      dispatch({ type: "restored", case: detail, select: true, undone: false });
    }).catch(() => {});
    return () => abort.abort();
  }, [dispatch, id]);
}
