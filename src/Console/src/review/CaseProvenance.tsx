import { evidenceUrl } from "../api/client";
import type { CaseDetail } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { hrefOf } from "../routing/routes";
import { Fact } from "../shell/Facts";

/** What the case was made with: enough to judge it again later. Folded away until asked for. */
export function CaseProvenance({ of, open, onOpen }: { of: CaseDetail; open: boolean; onOpen: (open: boolean) => void }) {
  const { t } = useTexts();
  const revision = of.made?.settingsRevision ?? 0;
  const picture = of.evidences.find((one) => one.id === of.evidence);
  return (
    <details className="provenance" open={open} onToggle={(e) => onOpen(e.currentTarget.open)}>
      <summary>{t("case.made")} <kbd aria-hidden="true">i</kbd></summary>
      <dl className="fact-list">
        {of.made && <Fact name={t("case.made.models")}>{of.made.models.map((model) => <span key={model} className="code block">{model}</span>)}</Fact>}
        {of.made && <Fact name={t("case.made.settings")}>{revision === 0 ? t("case.made.ownFile", { n: 0 }) : revision}</Fact>}
        {of.made && <Fact name={t("case.made.agent")}>{of.made.agentVersion}</Fact>}
        <Fact name={t("case.made.id")}><span className="code">{of.id}</span></Fact>
      </dl>
      <p className="links">
        <a href={hrefOf({ page: "review", caseId: of.id })}>{t("case.link")}</a>
        {of.evidence && <a href={evidenceUrl(of.evidence)} target="_blank" rel="noreferrer">{t("case.open")}</a>}
      </p>
      {picture?.width && <p className="quiet">{picture.width} × {picture.height}{picture.masked && ` · ${t("case.masked")}`}</p>}
    </details>
  );
}
