import type { Case, CaseFiling, CaseLimit } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { durationWords, momentWords } from "../time/words";
import { useNow } from "../time/useNow";
import { LimitMark } from "./LimitMark";
import { secondsLeft, stateAt } from "./limits";

interface CaseLimitsProps {
  limits: CaseLimit[];
  /** What the case was filed under. */
  filing: CaseFiling | undefined;
  due: Case["due"];
}

/** By when the case must be handled: the time that is left, counting down; once it was handled, whether that was in time. */
export function CaseLimits({ limits, filing, due }: CaseLimitsProps) {
  const { t } = useTexts();
  if (limits.length === 0 && !filing) return null;
  return (
    <section aria-labelledby="limits-title">
      <h3 id="limits-title">{t("limit.title")}</h3>
      <ul className="limits">
        {limits.map((limit) => <Limit key={limit.when} of={limit} />)}
        {limits.length === 0 && filing && (
          <li className="limit">
            <p>{(due === "met" || due === "missed") && <><LimitMark state={due} /> </>}{filing.when} <span className="quiet">{t("limit.closing", { what: filing.closing })} · {filing.limit}</span></p>
          </li>
        )}
      </ul>
    </section>
  );
}

function Limit({ of }: { of: CaseLimit }) {
  const { t, language } = useTexts();
  const now = useNow();
  const state = stateAt(of, now);
  const left = secondsLeft(of, now);
  const words = left === null ? t("limit.paused.words") : t(left < 0 ? "limit.over" : "limit.left", { time: durationWords(t, Math.abs(left) < 3600 ? Math.abs(left) : Math.floor(Math.abs(left) / 60) * 60) });
  return (
    <li className={`limit limit-${state}`}>
      <p className="limit-head"><LimitMark state={state} /> <strong>{words}</strong></p>
      <svg className="limit-bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label={t("limit.used", { percent: Math.round(of.used * 100) })}>
        <rect className="score-track" width="100" height="6" />
        <rect className="limit-fill" width={Math.min(100, (state === "overdue" ? 1 : of.used) * 100)} height="6" />
      </svg>
      <p>{of.when} <span className="quiet">{t("limit.closing", { what: of.closing })}</span></p>
      <p className="quiet">
        {of.limit}{of.dueAt && <> · <time dateTime={of.dueAt}>{t("limit.due", { at: momentWords(language, of.dueAt, now) })}</time></>}
        {of.isProvisional && <> · <span className="warn" title={t("limit.provisional.hint")}>{t("limit.provisional")}</span></>}
      </p>
    </li>
  );
}
