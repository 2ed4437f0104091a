import { memo, useEffect, useRef } from "react";
import { evidenceUrl } from "../api/client";
import type { Case } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { quantityTitle } from "../i18n/quantityWords";
import { dueOf } from "../life/limits";
import { LimitMark } from "../life/LimitMark";
import { useProblemName } from "../shell/Problems";
import { SourceMark } from "../shell/SourceMark";
import { ageWords, durationWords } from "../time/words";
import { useNow } from "../time/useNow";
import { CaseThumbnail } from "./CaseThumbnail";
import { StormRows } from "../storms/StormRows";
import { hidesStorms } from "./filter";
import { percentWords } from "./odds";
import { needsMore } from "./queue";
import { useQueue } from "./QueueContext";
import { firstSourceOf, isDisputed, kindsOf, sourceTitle } from "./sources";

/** The cases, newest first. One tab stop; the review keys move the selection. */
export function CaseList() {
  const { t } = useTexts();
  const { queue, dispatch, loadMore } = useQueue();
  const list = useRef<HTMLUListElement>(null);
  const select = useRef((id: string) => dispatch({ type: "select", id })).current;

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [queue.selected]);

  const more = needsMore(queue);
  useEffect(() => { if (more) loadMore(); }, [more, loadMore]);

  return (
    <div className="case-scroll">
      {hidesStorms(queue.filter) && <StormRows />}
      <ul
        ref={list} className="case-list" role="listbox" tabIndex={0} aria-label={t("queue.list")}
        {...(queue.selected ? { "aria-activedescendant": `case-${queue.selected}` } : {})}
      >
        {queue.items.map((item) => <CaseRow key={item.id} of={item} selected={item.id === queue.selected} told={item.state !== queue.filter.state} onSelect={select} />)}
      </ul>
      {queue.next && <button type="button" className="load-more" disabled={queue.loading} onClick={loadMore}>{queue.loading ? t("common.loading") : t("queue.more")}</button>}
    </div>
  );
}

const CaseRow = memo(function CaseRow({ of, selected, told, onSelect }: { of: Case; selected: boolean; told: boolean; onSelect: (id: string) => void }) {
  const { t } = useTexts();
  const problemName = useProblemName();
  const source = firstSourceOf(of);
  return (
    <li
      id={`case-${of.id}`} role="option" aria-selected={selected} className={`case-row case-row-${of.state}`}
      onClick={() => onSelect(of.id)}
    >
      <CaseThumbnail url={of.evidence ? evidenceUrl(of.evidence) : undefined} subjects={of.subjects} kind={source.kind} />
      <div className="case-row-text">
        <div className="case-row-top">
          <strong className="case-row-problem">{problemName(of.problem)}</strong>
          {of.confidence && <span className="case-row-score" title={t("confidence.title")}>{percentWords(of.confidence.posterior)}</span>}
        </div>
        <div className="case-row-place"><SourceMark kinds={kindsOf(of)} /> {source.kind === "city" ? sourceTitle(t, source) : source.name}{of.zone && <span className="quiet"> · {source.kind === "sensor" ? quantityTitle(t, of.zone) : of.zone}</span>}</div>
        <div className="case-row-foot">
          <span className="quiet">#{of.number}</span>
          <CaseAge at={of.seenAt} />
          {of.reports > 1 && <span className="badge" title={t("queue.reports", { n: of.reports })}>×{of.reports}<span className="visually-hidden"> {t("queue.reports", { n: of.reports })}</span></span>}
          {isDisputed(of) && <span className="badge badge-warn" title={t("queue.disputed.hint")}>{t("answer.contradicts")}</span>}
          {of.clearedAt && <span className="badge badge-quiet" title={t("queue.cleared.hint")}>{t("report.cleared")}</span>}
          <CaseDue of={of} />
          {told && <span className={`badge state-${of.state}`}>{t(`state.${of.state}`)}</span>}
        </div>
      </div>
    </li>
  );
});

/** Only a limit that presses is worth a mark in the list. */
function CaseDue({ of }: { of: Case }) {
  const { t } = useTexts();
  const now = useNow(15);
  const state = dueOf(of, now);
  if (state !== "due-soon" && state !== "overdue") return null;
  const left = of.dueAt ? Math.abs(Date.parse(of.dueAt) - now) / 1000 : 0;
  return <LimitMark state={state} words={t(state === "overdue" ? "limit.over" : "limit.left", { time: durationWords(t, Math.floor(left / 60) * 60) })} />;
}

function CaseAge({ at }: { at: string }) {
  const { t } = useTexts();
  const now = useNow(5);
  return <time dateTime={at}>{ageWords(t, at, now)}</time>;
}
