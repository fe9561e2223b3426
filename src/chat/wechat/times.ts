/** How long the bot's side waits for what, in milliseconds; tests make them short. */
export interface WechatTimes {
  /** From the start of the account's process to the log-in, unless a code waits to be scanned. */
  loginMs: number;
  /** A code to be scanned that is not renewed for so long: its puppet has died. */
  scanMs: number;
  /** Neither a message nor a heartbeat, from a puppet that beats. Gateways beat at least each minute. */
  silenceMs: number;
  /** The same from one that does not: at night nobody speaks, and each log-in is a risk to the account. */
  quietMs: number;
  /** The process itself says nothing: it hangs. */
  deafMs: number;
  /** After a sign of a lost connection, for wechaty to mend it itself. */
  debounceMs: number;
  /** Before the first new attempt; doubled with each one that fails. */
  backoffMs: number;
  backoffMostMs: number;
  /** Logged in for so long, an attempt counts as a success. */
  steadyMs: number;
  /** For the gateway's answer to a message. */
  sendMs: number;
  /** The same for a picture, which has to be uploaded. */
  pictureMs: number;
  /** After no answer, or a bad one, for the message to come back as an echo. */
  echoMs: number;
  /** Between two messages to a room, the pieces of a long text among them. */
  pieceMs: number;
  /** Lines are held so long that late ones can be put in order. */
  holdMs: number;
  /** Between two looks at who is in a room. */
  lookMs: number;
  /** For the process to end by itself; then it is killed, well before another process may start the account. */
  stopMs: number;
}

export const WECHAT_TIMES: WechatTimes = {
  loginMs: 30_000,
  scanMs: 600_000,
  silenceMs: 300_000,
  quietMs: 12 * 3_600_000,
  deafMs: 30_000,
  debounceMs: 5000,
  backoffMs: 2000,
  backoffMostMs: 300_000,
  steadyMs: 120_000,
  sendMs: 5000,
  pictureMs: 30_000,
  echoMs: 5000,
  pieceMs: 1000,
  holdMs: 300,
  lookMs: 10_000,
  stopMs: 1500,
};
