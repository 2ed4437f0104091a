import type { CaseCode, ProblemCode } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { textOr } from "../i18n/translate";
import { useProblems } from "../shell/Problems";
import { codeOf, isUnconfirmed } from "./codes";

/** By which classes the case is coded: those of the city's standards; without a city's profile that of the newest standard, the older ones on demand. */
export function CaseCodes({ problem, codes }: { problem: string; codes: CaseCode[] | undefined }) {
  if (codes && codes.length > 0) return <ul className="codes">{codes.map((code) => <li key={`${code.standard} ${code.kind} ${code.code}`}><CityCode of={code} /></li>)}</ul>;
  return <UsualCodes problem={problem} />;
}

function CityCode({ of }: { of: CaseCode }) {
  const { t, language } = useTexts();
  return (
    <span title={textOr(t, `code.basis.${of.basis}`, of.basis)}>
      <CodeWords code={of.code} zh={of.zh} standard={of.standard} confidence={of.confidence} />
      {language === "en" && of.en && <span className="quiet block">{of.en}</span>}
    </span>
  );
}

function UsualCodes({ problem }: { problem: string }) {
  const { t } = useTexts();
  const { find } = useProblems();
  const known = find(problem);
  const newest = codeOf(known);
  const others = known?.codes.filter((code) => code !== newest) ?? [];
  if (!known) return null;
  if (!newest) return <p className="quiet">{t("case.codes")}: {t("case.code.none")}</p>;
  if (others.length === 0) return <p className="codes"><ProblemCodeWords of={newest} /></p>;
  return (
    <details className="codes">
      <summary><ProblemCodeWords of={newest} /></summary>
      <ul>{others.map((code) => <li key={`${code.standard} ${code.version} ${code.kind} ${code.code}`}><ProblemCodeWords of={code} /></li>)}</ul>
    </details>
  );
}

const ProblemCodeWords = ({ of }: { of: ProblemCode }) => <CodeWords code={of.code} zh={of.zh} standard={`${of.standard}-${of.version}`} confidence={of.confidence} />;

function CodeWords({ code, zh, standard, confidence }: { code: string; zh: string; standard: string; confidence: string }) {
  const { t } = useTexts();
  return (
    <>
      <span className="code">{code}</span> {zh} <span className="quiet">{standard}</span>
      {confidence === "city" ? <span className="badge" title={t("case.code.city.hint")}>{t("case.code.city")}</span>
        : isUnconfirmed({ confidence }) && <span className="badge badge-warn" title={t("case.code.unconfirmed.hint")}>{t("case.code.unconfirmed")}</span>}
    </>
  );
}
