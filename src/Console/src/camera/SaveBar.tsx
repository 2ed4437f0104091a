import { useEffect } from "react";
import { useTexts } from "../i18n/LanguageContext";
import { durationWords } from "../time/words";
import { useNow } from "../time/useNow";
import type { SaveState, SettingsDraft } from "./useSettingsDraft";

const slowAfter = 5000;

/** What is changed and not sent, and what became of what was sent. */
export function SaveBar({ draft }: { draft: SettingsDraft }) {
  const { t } = useTexts();
  const { changed, valid, save, send, discard } = draft;
  useUnsentWarning(changed.length > 0);
  if (changed.length === 0 && save.phase === "idle") return null;
  const what = changed.map((part) => t(`settings.what.${part}`)).join(t("common.list"));
  return (
    <footer className={`save-bar save-${save.phase}`}>
      <div role="status" className="save-words">
        {save.phase !== "idle" && <SaveWords save={save} />}
        {changed.length > 0 && save.phase !== "sending" && save.phase !== "sent" && <p>{t("settings.changed", { what })}</p>}
      </div>
      <span className="spacer" />
      {changed.length > 0 && <button type="button" disabled={save.phase === "sending"} onClick={discard}>{t("settings.discard")}</button>}
      {changed.length > 0 && <button type="button" className="primary" disabled={!valid || save.phase === "sending" || save.phase === "sent"} onClick={send}>{t("settings.save")}</button>}
    </footer>
  );
}

function SaveWords({ save }: { save: Exclude<SaveState, { phase: "idle" }> }) {
  const { t } = useTexts();
  switch (save.phase) {
    case "sending": return <p>{t("settings.sending")}</p>;
    case "sent": return <SentWords revision={save.revision} since={save.since} />;
    case "inForce": return <p>{t("settings.inForce", { n: save.revision, time: durationWords(t, save.seconds) })}</p>;
    case "failed": return <p>{t("settings.failed", { why: save.why })}</p>;
    case "refused": return (
      <>
        <p>{t("settings.refused")}</p>
        <ul>{save.refusals.map((one) => <li key={one.key} className="code">{t("settings.refusal", { key: one.key, value: one.value, remedy: one.remedy })}</li>)}</ul>
      </>
    );
  }
}

function SentWords({ revision, since }: { revision: number; since: number }) {
  const { t } = useTexts();
  const waited = useNow() - since;
  if (waited < slowAfter) return <p>{t("settings.sent", { n: revision })}</p>;
  return <p>{t("settings.slow", { n: revision, time: durationWords(t, Math.round(waited / 1000)) })}</p>;
}

function useUnsentWarning(unsent: boolean): void {
  useEffect(() => {
    if (!unsent) return;
    const warn = (e: BeforeUnloadEvent) => e.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [unsent]);
}
