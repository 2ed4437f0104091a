import { useTexts } from "../i18n/LanguageContext";
import { hrefOf, type Route } from "../routing/routes";
import { LanguageSwitch } from "./LanguageSwitch";
import { LiveLamp } from "./LiveLamp";
import { useOperator } from "./Operator";
import { ZoneNote } from "./ZoneNote";
import { usePendingTotal, useTitle } from "./usePendingTotal";

export function TopBar({ route, onKeys }: { route: Route; onKeys: () => void }) {
  const { t, language } = useTexts();
  const operator = useOperator();
  const waiting = usePendingTotal();
  const pending = waiting && waiting.total > 0 ? `${waiting.total.toLocaleString(language)}${waiting.beyond ? "+" : ""}` : "";
  useTitle(pending);
  const current = route.page === "storm" ? "review" : route.page === "camera" ? "cameras" : route.page === "sensor" ? "sensors" : route.page;
  const pages = [
    { page: "review", label: t("nav.review") },
    { page: "map", label: t("nav.map") },
    { page: "reports", label: t("nav.reports") },
    { page: "filings", label: t("nav.filings") },
    { page: "suppressions", label: t("nav.suppressions") },
    { page: "cameras", label: t("nav.cameras") },
    { page: "sensors", label: t("nav.sensors") },
    { page: "system", label: t("nav.system") },
  ] as const;
  return (
    <header className="top">
      <a className="brand" href={hrefOf({ page: "review" })}>
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path d="M8 12V9a1 1 0 0 1 1-1h3M20 8h3a1 1 0 0 1 1 1v3M24 20v3a1 1 0 0 1-1 1h-3M12 24H9a1 1 0 0 1-1-1v-3" />
          <circle cx="16" cy="16" r="4" />
        </svg>
        <span className="brand-name">{t("app.name")}</span>
      </a>
      <nav aria-label={t("app.nav")}>
        {pages.map(({ page, label }) => (
          <a key={page} href={hrefOf({ page })} {...(current === page ? { "aria-current": "page" as const } : {})}>
            {label}
            {page === "review" && pending && <span className="count">{pending}</span>}
          </a>
        ))}
      </nav>
      <span className="spacer" />
      <LiveLamp />
      <ZoneNote />
      <LanguageSwitch />
      <button type="button" className="plain" onClick={operator.change} aria-label={operator.name ? t("operator.label", { name: operator.name }) : t("operator.none")}>
        {operator.name || t("operator.unset")}
      </button>
      <button type="button" className="plain" aria-label={t("keys.open")} title={t("keys.open")} aria-keyshortcuts="?" onClick={onKeys}><kbd>?</kbd></button>
    </header>
  );
}
