import { DONE, MISUSED, type Verb } from './verb.ts';

/** Not for people: the process that a network runs apart from the bot, started by its own edge. */
export const networkProcessVerb: Verb = {
  name: 'network-process',
  hidden: true,
  usage: 'NETWORK …',
  summary: '聊天网络自己的进程,由机器人启动',
  details: [],
  options: {},
  words: { min: 1, max: 9, missing: '没有写是哪个聊天网络。' },
  async run({ words: [name = '', ...words], io }) {
    const network = (await io.networks()).find((one) => one.network === name);
    if (!network?.runProcess) {
      io.err(`没有聊天网络「${name}」,或者它没有自己的进程。`);
      return MISUSED;
    }
    await network.runProcess(words, io.environment);
    // Libraries that need a process of their own leave timers and sockets behind.
    process.exit(DONE);
  },
};
