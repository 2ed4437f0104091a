import { useCallback } from "react";
import { api } from "../api/client";
import type { Case, CaseDetail } from "../api/types";
import { errorWords } from "../i18n/domainWords";
import { useTexts } from "../i18n/LanguageContext";
import type { Change } from "../life/ChangeForm";
import { useToasts } from "../shell/Toasts";
import { isProposed, recheckWords } from "./recheckWords";

/** Accepts what the second look proposes, in the words of the looks, and asks for another look. */
export function useRecheck(change: (of: Case, change: Change) => void): { accept: (of: CaseDetail) => void; lookAgain: (of: Case) => void } {
  const { t } = useTexts();
  const { show } = useToasts();

  const accept = useCallback((of: CaseDetail) => {
    if (!isProposed(of.recheck)) return;
    const reason = recheckWords(t, of.recheck);
    change(of, { kind: of.recheck.proposal === "verified" ? "verify" : "return", ...(reason ? { reason } : {}) });
  }, [change, t]);

  const lookAgain = useCallback((of: Case) => {
    api.lookAgain(of.id).then(
      () => show({ kind: "done", text: t("recheck.asked", { n: of.number }) }),
      (cause: unknown) => show({ kind: "problem", text: t("recheck.notAsked", { n: of.number, why: errorWords(t, cause) }) }),
    );
  }, [show, t]);

  return { accept, lookAgain };
}
