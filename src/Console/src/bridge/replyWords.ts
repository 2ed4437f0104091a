import type { TextKey, Translate } from "../i18n/translate";

type Groups = Record<string, string>;

// The forms in which the bridge says how a platform answered, or that it did not (HttpAnswers, FilerLane and the filers in src/CaseBridge/Filing).
const noAnswer = /^no answer within (?<seconds>[\d.]+) s$/;
const moved = /^HTTP (?<status>\d+): it is at (?<address>.+) now; write that as its url$/;
const without = /^HTTP (?<status>\d+) without a service request in it: (?<words>[^]*)$/;
const http = /^HTTP (?<status>\d+): (?<words>[^]*)$/;
const givenUp = /^given up after (?<n>\d+) attempts: (?<words>[^]*)$/;
const token = /^token (?<token>\S+) has no service request yet$/;
const noCode = /^'(?<problem>[a-z-]+)' has no service code: /;
const folder = /^(?<folder>.+) cannot be written: (?<words>[^]+)\. Check that the disk is there, writable and not full\.$/;
const heard = /^(?<state>open|closed)(?:: (?<words>[^]*))?$/;

// What .NET says where no connection comes about.
const network: [RegExp, TextKey][] = [
  [/^Connection refused \((?<address>.+)\)$/, "reply.refusedConnection"],
  [/^(?:Name or service not known|No such host is known\.?|Resource temporarily unavailable|nodename nor servname provided, or not known) \((?<address>.+)\)$/, "reply.unknownHost"],
  [/^(?:No route to host|Network is unreachable|Host is unreachable) \((?<address>.+)\)$/, "reply.noRoute"],
  [/^The SSL connection could not be established/, "reply.tls"],
  [/^(?:An error occurred while sending the request|The response ended prematurely|Connection reset by peer|Error while copying content to a stream)/, "reply.broke"],
];

/** How a platform answered a filing, or why it did not, in the reader's language; the platform's own words stay as they are. */
export function replyWords(t: Translate, problemName: (name: string) => string, reply: string): string {
  const plain = groups(noAnswer, reply) ?? groups(moved, reply) ?? groups(token, reply);
  if (plain) return t(plain.seconds ? "reply.none" : plain.address ? "reply.moved" : "reply.token", plain);
  const [unfit, answered, buried, unwritten, uncoded] = [without, http, givenUp, folder, noCode].map((form) => groups(form, reply));
  if (unfit) return t("reply.without", { status: unfit.status!, words: own(t, unfit.words!) });
  if (answered) return t("reply.http", { status: answered.status!, words: own(t, answered.words!) });
  if (buried) return t("reply.givenUp", { n: buried.n!, words: replyWords(t, problemName, buried.words!) });
  if (unwritten) return t("reply.folder", { folder: unwritten.folder!, words: unwritten.words! });
  if (uncoded) return t("reply.noCode", { problem: problemName(uncoded.problem!) });
  for (const [form, key] of network) {
    const match = form.exec(reply);
    if (match) return t(key, match.groups ?? {});
  }
  return reply;
}

/** The status that a platform gave last: `open` and `closed` in the reader's language, with the platform's notes as they are. */
export function heardWords(t: Translate, text: string): string {
  const said = groups(heard, text);
  if (!said) return text;
  const state = t(said.state === "open" ? "heard.open" : "heard.closed");
  return said.words ? t("common.named", { name: state, what: said.words }) : state;
}

const own = (t: Translate, words: string) => (words === "(no words)" ? t("reply.noWords") : words);
const groups = (form: RegExp, text: string): Groups | undefined => form.exec(text)?.groups;
