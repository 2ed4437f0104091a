import type { ProblemCode } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { useProblems } from "../shell/Problems";
import { codeOf, isUnconfirmed } from "./codes";

/** The catalogue code of the newest standard; those of the older ones on demand. */
export function CaseCodes({ problem }: { problem: string }) {
  const { t } = useTexts();
  const { find } = useProblems();
  const known = find(problem);
  const newest = codeOf(known);
  const others = known?.codes.filter((code) => code !== newest) ?? [];
  if (!known) return null;
  if (!newest) return <p className="quiet">{t("case.codes")}: {t("case.code.none")}</p>;
  if (others.length === 0) return <p className="codes"><CodeLine code={newest} /></p>;
  return (
    <details className="codes">
      <summary><CodeLine code={newest} /></summary>
      <ul>{others.map((code) => <li key={`${code.standard} ${code.version} ${code.kind} ${code.code}`}><CodeLine code={code} /></li>)}</ul>
    </details>
  );
}

function CodeLine({ code }: { code: ProblemCode }) {
  const { t } = useTexts();
  return (
    <>
      <span className="code">{code.code}</span> {code.zh} <span className="quiet">{code.standard}-{code.version}</span>
      {isUnconfirmed(code) && <span className="badge badge-warn" title={t("case.code.unconfirmed.hint")}>{t("case.code.unconfirmed")}</span>}
    </>
  );
}
