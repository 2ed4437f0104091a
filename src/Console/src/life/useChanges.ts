import { useCallback } from "react";
import { ApiError, api } from "../api/client";
import type { Case } from "../api/types";
import { errorWords, whoDecided } from "../i18n/domainWords";
import { useTexts } from "../i18n/LanguageContext";
import { useQueue } from "../review/QueueContext";
import { rememberDetail } from "../review/useCaseDetail";
import { useOperator } from "../shell/Operator";
import { useToasts } from "../shell/Toasts";
import type { Change } from "./ChangeForm";

/** Sends a change of a filed case. What the bridge refuses is told in its words, and the case stands as it is there. */
export function useChanges(): (of: Case, change: Change) => void {
  const { t } = useTexts();
  const { dispatch } = useQueue();
  const { require } = useOperator();
  const { show } = useToasts();

  const send = useCallback(async (of: Case, change: Change) => {
    const actor = await require();
    if (!actor) return;
    try {
      const detail = await api.change(of.id, { ...change, actor });
      rememberDetail(detail);
      dispatch({ type: "moved", case: detail });
      show({ kind: "done", text: t("toast.changed", { n: of.number, state: t(`state.${detail.state}`) }) });
    } catch (cause) {
      const now = cause instanceof ApiError && cause.status === 409 ? await api.case(of.id).catch(() => null) : null;
      if (now) {
        rememberDetail(now);
        dispatch({ type: "changed", case: now });
      }
      show({ kind: "problem", text: now ? t("toast.conflict", { n: of.number, what: whoDecided(t, now) }) : t("toast.changeFailed", { n: of.number, why: errorWords(t, cause) }) });
    }
  }, [dispatch, require, show, t]);

  return useCallback((of, change) => void send(of, change), [send]);
}
