import { describe, expect, it } from 'vitest';
import type { Post, Staff } from '../../../src/engine/org/directory.ts';
import { SMALL_TOWN } from '../../support/small-town.ts';
import { heard } from './surroundings.ts';

const PRIVATE = { chatKind: 'private', chatId: 'dm:someone' } as const;

function withPosts(id: string, posts: readonly Post[]) {
  const changed = (one: Staff): Staff => (one.id === id ? { ...one, posts } : one);
  return { ...SMALL_TOWN, staff: SMALL_TOWN.staff.map(changed) };
}

function post(kind: Post['post'], at: string, until: number | null = null): Post {
  return { post: kind, at, since: 0, until };
}

describe('who speaks', () => {
  it('is known by account: a worker has the name of the file, whatever is shown', () => {
    const { person, isStaff } = heard({ senderId: 'wx-limei', senderName: '一个小太阳' });
    expect({ person, isStaff }).toEqual({ person: { id: 'limei', name: '李梅' }, isStaff: true });
  });

  it('a resident called 李梅 is a resident', () => {
    const hearing = heard({ senderId: 'wx-other', senderName: '李梅' });
    expect(hearing).toMatchObject({
      person: { id: 'playground:wx-other', name: '李梅' },
      isStaff: false,
      roles: ['resident'],
    });
  });

  it('the same account id in another network is somebody else', () => {
    expect(heard({ network: 'wechat', senderId: 'wx-limei' }).isStaff).toBe(false);
  });
});

describe('roles', () => {
  it.each([
    ['a worker in her community', 'wx-limei', 'yanguang-work', ['resident', 'worker']],
    ['a worker in another community', 'wx-limei', 'hubin-work', ['resident']],
    ['a secretary in another community', 'wx-chenhua', 'hubin-work', ['resident']],
    ['the street in any community', 'wx-xujing', 'hubin-res', ['resident', 'secretary', 'street']],
    ['the street in its room', 'wx-xujing', 'kunlun-street', ['resident', 'secretary', 'street']],
    ['a worker in the street’s room', 'wx-limei', 'kunlun-street', ['resident', 'worker']],
  ])('of %s', (...[, senderId, chatId, roles]) => {
    expect(heard({ senderId, chatId }).roles.toSorted()).toEqual(roles);
  });

  it('a secretary leads in her community, in the street’s room and in private', () => {
    for (const where of [{ chatId: 'yanguang-work' }, { chatId: 'kunlun-street' }, PRIVATE]) {
      expect(heard({ ...where, senderId: 'wx-chenhua' }).roles).toContain('secretary');
    }
  });

  it('in private are those of all posts, wherever', () => {
    const town = withPosts('limei', [post('street-admin', 'kunlun'), post('grid-worker', 'yg-1')]);
    expect(heard({ ...PRIVATE, senderId: 'wx-limei' }, town).roles.toSorted()).toEqual([
      'resident',
      'secretary',
      'street',
      'worker',
    ]);
  });

  it('end with the post', () => {
    const town = withPosts('limei', [post('grid-worker', 'yg-1', 1)]);
    expect(heard({ senderId: 'wx-limei', chatId: 'yanguang-work' }, town).roles).toEqual(['resident']);
  });
});

describe('where it is said', () => {
  it.each([
    ['a room is where it was bound', { chatId: 'hubin-res' }, { streetId: 'kunlun', communityId: 'hubin' }],
    ['a street room has no community', { chatId: 'kunlun-street' }, { communityId: null, gridId: null }],
    ['a worker’s private chat is at her post', { ...PRIVATE, senderId: 'wx-limei' }, { gridId: 'yg-1' }],
    ['a resident’s is in the only street', PRIVATE, { streetId: 'kunlun', communityId: null }],
  ])('%s', (_, message, scope) => {
    expect(heard(message).scope).toMatchObject(scope);
  });

  it('with two streets a resident’s private chat is nowhere', () => {
    const town = { ...SMALL_TOWN, streets: [...SMALL_TOWN.streets, { id: 'north', name: '北山街道' }] };
    expect(heard(PRIVATE, town).scope).toBeNull();
  });

  it('talk of a group that is not ours is not even read', () => {
    const text = '3号楼电梯坏了,困住人了';
    expect(heard({ chatId: 'strangers', text }).reading).toMatchObject({ request: 0, demands: [] });
    expect(heard({ text }).reading.demands).toHaveLength(1);
  });
});

describe('a command or talk', () => {
  it('of somebody who may, it is a command; of somebody who may not, talk, unless it is its bare name or names a number', () => {
    expect(heard({ senderId: 'wx-chenhua', chatId: 'yanguang-work', text: '批准' }).parsed.type).toBe(
      'command',
    );
    expect(heard({ text: '同意,明天见' }).parsed.type).toBe('talk');
    expect(heard({ text: '同意' }).parsed.type).toBe('talk');
    expect(heard({ text: '批准' }).parsed.type).toBe('command');
    expect(heard({ text: '批准 5' }).parsed.type).toBe('command');
    expect(heard({ text: '批准', mentionsBot: true }).parsed.type).toBe('command');
  });

  it('a private chat is always meant for the bot, and so is a mention', () => {
    expect(heard(PRIVATE).addressed).toBe(true);
    expect(heard({ text: '@邻里 帮助' })).toMatchObject({ addressed: true, parsed: { type: 'command' } });
    expect(heard({ text: '早上好' }).addressed).toBe(false);
  });

  it('what a command carries is not read as talk', () => {
    expect(heard({ text: '报事 3号楼电梯坏了' }).reading.demands).toEqual([]);
  });
});

describe('what is kept', () => {
  it('is masked: no phone and no door stays in the line', () => {
    const { line } = heard({ text: '3号楼2单元501漏水,打13800001234' });
    expect(line.text).toBe('3号楼2单元***室漏水,打[电话]');
  });

  it('names message, chat and the message replied to by network', () => {
    const { line } = heard({ network: 'lark', messageId: 'om_1', chatId: 'oc_1', replyTo: 'om_0' });
    expect(line).toMatchObject({ key: 'lark:om_1', roomId: 'lark:oc_1', replyTo: 'lark:om_0' });
    expect(heard({}).line.replyTo).toBeNull();
  });
});
