import type { AsideMessage } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { clockWords } from "../time/words";
import { useNow } from "../time/useNow";

export function AsideTable({ messages }: { messages: AsideMessage[] }) {
  const { t, language } = useTexts();
  const now = useNow(60);
  if (messages.length === 0) return <p className="quiet">{t("system.aside.none")}</p>;
  return (
    <div className="table-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("system.aside.at")}</th>
            <th scope="col">{t("system.aside.topic")}</th>
            <th scope="col">{t("system.aside.reason")}</th>
            <th scope="col">{t("system.aside.text")}</th>
          </tr>
        </thead>
        <tbody>
          {messages.map((message) => (
            <tr key={message.id}>
              <td>{clockWords(language, message.at, now)}</td>
              <td className="code">{message.topic}</td>
              <td className="cell-wide">{message.reason}</td>
              <td className="cell-wide">{message.text ? <details><summary>{t("system.aside.bytes", { n: message.bytes })}</summary><pre className="code">{message.text}</pre></details> : t("system.aside.bytes", { n: message.bytes })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
