import { DONE, type Verb } from './verb.ts';

/** Not for people: the process of a WeChat account, started by the bot. */
export const wechatChildVerb: Verb = {
  name: 'wechat-child',
  hidden: true,
  usage: 'PUPPET',
  summary: '微信账号的进程,由机器人自己启动',
  details: [],
  options: {},
  words: { min: 1, max: 1, missing: '没有写 puppet。' },
  async run({ words: [puppet = ''], io }) {
    const { runChild } = await import('../chat/wechat/run-child.ts');
    await runChild(puppet, io.environment);
    // Puppets leave timers and sockets behind.
    process.exit(DONE);
  },
};
