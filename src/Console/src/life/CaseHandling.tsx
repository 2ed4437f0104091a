import type { Case } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { Fact, Moment } from "../shell/Facts";

/** Who handles the case, how often it came back, and what must not be overlooked. Nothing of a case that nobody handles yet. */
export function CaseHandling({ of }: { of: Case }) {
  const { t } = useTexts();
  const { department, handler, reference, returns = 0, reworks = 0, stillSeenAt, urgent, supervised } = of;
  if (!department && !handler && !reference && returns === 0 && !stillSeenAt && !urgent && !supervised) return null;
  return (
    <section aria-labelledby="handling-title">
      <h3 id="handling-title">
        {t("handling.title")}
        {urgent && <> <span className="badge badge-warn">{t("handling.urgent")}</span></>}
        {supervised && <> <span className="badge badge-warn">{t("handling.supervised")}</span></>}
      </h3>
      <dl className="fact-list">
        {department && <Fact name={t("handling.department")}>{department}</Fact>}
        {handler && <Fact name={t("handling.handler")}>{handler}</Fact>}
        {reference && <Fact name={t("handling.reference")}><span className="code">{reference}</span></Fact>}
        {returns > 0 && <Fact name={t("handling.returns")}>{t("handling.returns.value", { n: returns, reworks })}</Fact>}
        {stillSeenAt && <Fact name={t("handling.stillSeen")}><span className="warn" title={t("handling.stillSeen.hint")}><Moment at={stillSeenAt} /></span></Fact>}
      </dl>
    </section>
  );
}
