import type { Health } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";

const isOk = (word: string | undefined) => /^(ok|up|healthy|connected|ready|true)$/i.test(word ?? "");

export function HealthLine({ health, reached }: { health: Health | undefined; reached: boolean }) {
  const { t } = useTexts();
  if (reached && !health) return null;
  const parts = [
    { name: t("system.health.bridge"), ok: reached },
    ...(health && reached ? [{ name: t("system.health.broker"), ok: isOk(health.broker) }, { name: t("system.health.store"), ok: isOk(health.store) }] : []),
  ];
  return (
    <section className="health" aria-label={t("system.health")}>
      {parts.map(({ name, ok }) => (
        <span key={name} className={`state-mark ${ok ? "mark-live" : "mark-stalled"}`}>
          <svg viewBox="0 0 12 12" aria-hidden="true">{ok ? <circle cx="6" cy="6" r="4.5" /> : <path d="M6 1l5.5 10H.5z" />}</svg>
          {t("common.named", { name, what: t(ok ? "system.ok" : "system.away") })}
        </span>
      ))}
      {!reached && <p>{t("error.unreachable")}</p>}
    </section>
  );
}
