import { useState } from "react";
import { api } from "../api/client";
import { useLiveMessages } from "../api/useLive";
import { useLoaded } from "../api/useLoaded";
import type { Suppression } from "../api/types";
import { errorWords } from "../i18n/domainWords";
import { useTexts } from "../i18n/LanguageContext";
import { useKeys } from "../keys/useKeys";
import { ErrorNote } from "../shell/ErrorNote";
import { useOperator } from "../shell/Operator";
import { useToasts } from "../shell/Toasts";
import { useEvery } from "../time/useEvery";
import { SuppressionForm } from "./SuppressionForm";
import { SuppressionTable } from "./SuppressionTable";
import { WithdrawDialog } from "./WithdrawDialog";

const limit = 500;

/** What is kept quiet, by whom, until when, and how much that was; and the way to permit or to end it. */
export function SuppressionsPage() {
  const { t } = useTexts();
  const { require } = useOperator();
  const { show } = useToasts();
  const { value, error, reload } = useLoaded("suppressions", (signal) => api.suppressions(limit, signal));
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Suppression | null>(null);
  useLiveMessages(() => {}, reload);
  useEvery(30, reload);
  useKeys({ n: () => setAdding(true) });

  const withdraw = async (of: Suppression) => {
    setEnding(null);
    const actor = await require();
    if (!actor) return;
    try {
      await api.withdraw(of.id, actor);
      show({ kind: "done", text: t("quiet.withdrawn") });
    } catch (cause) {
      show({ kind: "problem", text: t("quiet.notWithdrawn", { why: errorWords(t, cause) }) });
    }
    reload();
  };

  return (
    <main id="content" className="page" aria-labelledby="quiet-title">
      <header className="page-head">
        <h1 id="quiet-title">{t("quiet.title")}</h1>
        <span className="spacer" />
        <button type="button" className="primary" aria-keyshortcuts="n" onClick={() => setAdding(true)}>{t("quiet.add")} <kbd aria-hidden="true">n</kbd></button>
      </header>
      <p className="quiet page-help">{t("quiet.help")}</p>
      {error && !value ? <ErrorNote error={error} onRetry={reload} /> : value && <SuppressionTable items={value.items} onWithdraw={setEnding} />}
      {adding && <SuppressionForm onClose={() => setAdding(false)} onAdded={() => { setAdding(false); reload(); }} />}
      {ending && <WithdrawDialog of={ending} onClose={() => setEnding(null)} onWithdraw={() => void withdraw(ending)} />}
    </main>
  );
}
