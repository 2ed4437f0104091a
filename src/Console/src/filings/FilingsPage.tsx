import { useState } from "react";
import { api } from "../api/client";
import { useLiveMessages } from "../api/useLive";
import { useLoaded } from "../api/useLoaded";
import type { Filing, FilingState } from "../api/types";
import { errorWords } from "../i18n/domainWords";
import { useTexts } from "../i18n/LanguageContext";
import { ErrorNote } from "../shell/ErrorNote";
import { useOperator } from "../shell/Operator";
import { useToasts } from "../shell/Toasts";
import { useEvery } from "../time/useEvery";
import { FilerLine } from "./FilerLine";
import { FilingTable } from "./FilingTable";

const pageSize = 50;
const states: readonly FilingState[] = ["dead", "waiting", "sent", "withdrawn", "discarded"];

/** What was told to the city's platforms, what waits, and what they refused: that a person sends again or lets go. */
export function FilingsPage() {
  const { t, language } = useTexts();
  const { require } = useOperator();
  const { show } = useToasts();
  const [chosen, setChosen] = useState<FilingState | "">("");
  const [pages, setPages] = useState<string[]>([]);
  const before = pages.at(-1);
  const { value, error, loading, reload } = useLoaded(`filings ${chosen} ${before ?? ""}`, (signal) => api.filings({ state: chosen }, pageSize, before, signal));
  useLiveMessages(() => {}, reload);
  useEvery(10, reload);
  const choose = (state: FilingState | "") => { setChosen(state); setPages([]); };

  const settle = async (of: Filing, wish: "retry" | "discard") => {
    const actor = await require();
    if (!actor) return;
    try {
      await api.settleFiling(of.id, wish, actor);
      show({ kind: "done", text: t(`filings.done.${wish}`, { n: of.number }) });
    } catch (cause) {
      show({ kind: "problem", text: t("filings.failed", { n: of.number, why: errorWords(t, cause) }) });
    }
    reload();
  };

  return (
    <main id="content" className="page" aria-labelledby="filings-title">
      <header className="page-head">
        <h1 id="filings-title">{t("filings.title")}</h1>
        <div className="state-choices" role="group" aria-label={t("filings.states")}>
          <button type="button" className="toggle" aria-pressed={chosen === ""} onClick={() => choose("")}>{t("common.all")}</button>
          {states.map((state) => (
            <button key={state} type="button" className="toggle" aria-pressed={chosen === state} onClick={() => choose(state)}>
              {t(`filing.state.${state}`)} <span className="quiet">{(value?.states[state] ?? 0).toLocaleString(language)}</span>
            </button>
          ))}
        </div>
      </header>
      <p className="quiet page-help">{t("filings.help")}</p>
      {error && !value ? <ErrorNote error={error} onRetry={reload} /> : value && (
        <>
          <FilerLine filers={value.filers} />
          <FilingTable items={value.items} empty={t(value.filers.length === 0 ? "filings.noFiler" : "filings.none")} onSettle={(of, wish) => void settle(of, wish)} />
          {(before || value.next) && (
            <nav className="pager" aria-label={t("filings.title")}>
              <button type="button" disabled={!before || loading} onClick={() => setPages(pages.slice(0, -1))}>{t("pages.newer")}</button>
              <button type="button" disabled={!value.next || loading} onClick={() => { if (value.next) setPages([...pages, value.next]); }}>{t("pages.older")}</button>
            </nav>
          )}
        </>
      )}
    </main>
  );
}
