import { expect, test } from 'vitest';
import { createLarkSdk } from '../../../src/chat/lark/sdk.ts';
import { noLog } from '../../support/scratch.ts';

const SECRET = 'a-secret-of-the-app';

test('what the SDK logs is sentences without secrets', () => {
  const logged: string[] = [];
  const log = {
    ...noLog,
    warn: (data: object, line: string) => void logged.push(JSON.stringify(data) + line),
  };
  const given = { appId: 'cli_0123456789abcdef', appSecret: SECRET, domain: 'http://127.0.0.1:9' };
  const { logger } = createLarkSdk({ ...given, log, timeoutMs: 1000 }).client;
  logger.error(`token refused for ${SECRET}`);
  logger.error('connect failed wss://h/v2?access_key=k-1&ticket=t-1', { data: `{"app_secret":"${SECRET}"}` });
  logger.error('{"token":"c-1","code":5}');
  logger.error({ only: 'an object with what people wrote' });
  logger.info('chatter');
  expect(logged).toEqual([
    '{"network":"lark"}token refused for ***',
    '{"network":"lark"}connect failed wss://h/v2?access_key=***&ticket=***',
    '{"network":"lark"}{"token":"***","code":5}',
  ]);
});
