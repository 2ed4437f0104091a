import { useCallback, useRef } from "react";
import { ApiError, api } from "../api/client";
import type { Case, CaseDetail, Verdict } from "../api/types";
import { errorWords, whoDecided } from "../i18n/domainWords";
import { useTexts } from "../i18n/LanguageContext";
import { useOperator } from "../shell/Operator";
import { useProblemName } from "../shell/Problems";
import { useToasts } from "../shell/Toasts";
import { taughtUntil } from "../suppressions/taught";
import { momentWords } from "../time/words";
import { useQueue } from "./QueueContext";
import { rememberDetail } from "./useCaseDetail";

/** A verdict without its actor; `other` is the case that it duplicates. */
export type Decision = Omit<Verdict, "actor"> & { other?: Case };

interface LastVerdict {
  of: Case;
  actor: string;
  until: number;
  /** Settles when the bridge has answered; null where it refused. */
  taken: Promise<CaseDetail | null>;
}

const undoFor = 60_000;

/** Sends verdicts. The case leaves the list at once; where the bridge refuses, it comes back with the reason. */
export function useVerdicts(): { decide: (of: Case, decision: Decision) => void; undo: () => void } {
  const { t, language } = useTexts();
  const { dispatch } = useQueue();
  const { require } = useOperator();
  const { show, clear } = useToasts();
  const problemName = useProblemName();
  const last = useRef<LastVerdict | null>(null);

  const rollBack = useCallback(async (of: Case, cause: unknown) => {
    if (cause instanceof ApiError && cause.status === 409) {
      const now = await api.case(of.id).catch(() => null);
      if (now) {
        rememberDetail(now);
        dispatch({ type: "restored", case: now, select: false, undone: true });
        if (now.state !== "pending") return show({ kind: "problem", text: t("toast.conflict", { n: of.number, what: whoDecided(t, now) }) });
      }
    } else {
      dispatch({ type: "restored", case: of, select: false, undone: true });
    }
    show({ kind: "problem", text: t("toast.failed", { n: of.number, why: errorWords(t, cause) }) });
  }, [dispatch, show, t]);

  const undo = useCallback(async () => {
    const verdict = last.current;
    if (!verdict) return;
    last.current = null;
    clear();
    if (!(await verdict.taken)) return;
    if (Date.now() > verdict.until) return show({ kind: "problem", text: t("toast.undoLate") });
    try {
      const back = await api.undo(verdict.of.id, verdict.actor);
      rememberDetail(back);
      dispatch({ type: "restored", case: back, select: true, undone: true });
      show({ kind: "done", text: t("toast.undone", { n: back.number }) });
    } catch (cause) {
      show({ kind: "problem", text: t("toast.undoFailed", { why: errorWords(t, cause) }) });
    }
  }, [clear, dispatch, show, t]);

  const decide = useCallback(async (of: Case, decision: Decision) => {
    const actor = await require();
    if (!actor) return;
    const { other, ...verdict } = decision;
    dispatch({ type: "decided", id: of.id });
    const taken = api.decide(of.id, { ...verdict, actor }).then(
      (detail) => { rememberDetail(detail); return detail; },
      async (cause: unknown) => { clear(); await rollBack(of, cause); return null; },
    );
    const until = Date.now() + undoFor;
    const given = { of, actor, until, taken };
    last.current = given;
    const text = t(`toast.${verdict.kind}`, { n: of.number, problem: problemName(verdict.problem ?? of.problem), other: other?.number ?? "" });
    const tell = (detail?: string) => show({ kind: "done", text, ...(detail ? { detail } : {}), action: { label: (n) => t("toast.undoFor", { n }), until, run: () => void undo() } });
    tell();
    const taught = verdict.kind === "reject" ? await taughtBy(taken) : null;
    // Told only while the message still stands: another verdict may have followed.
    if (taught && last.current === given) tell(t("toast.taught", { at: momentWords(language, taught, Date.now()) }));
  }, [clear, dispatch, language, problemName, require, rollBack, show, t, undo]);

  return { decide: (of, decision) => void decide(of, decision), undo: () => void undo() };
}

/** Until when a rejection keeps the same quiet: a person should know what they teach. */
async function taughtBy(taken: Promise<CaseDetail | null>): Promise<string | null> {
  const detail = await taken;
  if (!detail) return null;
  const suppressions = await api.suppressions(50).catch(() => null);
  return suppressions && taughtUntil(detail, suppressions.items);
}
