/** What stands in a text for something a chat shows and the bot does not read. */
export const MARKS = {
  voice: '[语音]',
  video: '[视频]',
  history: '[聊天记录]',
  contact: '[名片]',
  group: '[群名片]',
  calendar: '[日程]',
  everybody: '@所有人',
} as const;

export function fileMark(name: string): string {
  return name ? `[文件 ${name}]` : '[文件]';
}

export function placeMark(name: string): string {
  return name ? `[位置 ${name}]` : '[位置]';
}
