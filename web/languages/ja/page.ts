/** What belongs to no view: navigation, commands, messages, dialogs. */
export const page: Readonly<Record<string, string>> = {
  Overview: "概要",
  Views: "画面一覧",
  View: "画面",
  "This page": "この画面",
  "This view could not be loaded. The BMC may have been updated or does not answer.":
    "この画面を読み込めませんでした。BMC が更新されたか、応答していない可能性があります。",
  "The BMC restarts; this page comes back by itself. The machine runs on.":
    "BMC を再起動しています。この画面は自動的に復帰し、マシンは動作し続けます。",
  "This BMC still has its default password.": "この BMC は初期パスワードのままです。",
  "Change it before others find it.": "早めに変更してください。",
  Cancel: "キャンセル",
  Close: "閉じる",
  Undo: "元に戻す",

  Language: "言語",
  "Language: {name}": "言語: {name}",
  Theme: "テーマ",
  "Theme: {name}": "テーマ: {name}",
  "As the system": "システムに従う",
  Light: "ライト",
  Dark: "ダーク",

  Commands: "コマンド",
  "Find a command": "コマンドを検索",
  "What do you want to do?": "何をしますか?",
  "There is no such command.": "該当するコマンドはありません。",
  "↑ ↓ choose, Enter does it, Esc closes": "↑ ↓ で選択、Enter で実行、Esc で閉じる",
  "This is set already.": "すでに設定されています。",
  "The state of the machine is not known yet.": "マシンの状態がまだ取得できていません。",
  "Not in this state of the machine: {state}": "マシンの状態が「{state}」のため実行できません",

  "Keyboard shortcuts": "キーボードショートカット",
  "Go to: {view}": "移動: {view}",
  Anywhere: "共通",
  "All commands; also while you type, but not inside of a console":
    "すべてのコマンド(入力中も使用可、コンソール内を除く)",
  "Close what lies over the page": "開いているダイアログを閉じる",
  "Single keys, while you do not type": "単独キー(文字入力中を除く)",
  "Shortcuts of single keys": "単独キーのショートカットを使用",
  "This list": "この一覧",
  "Search in this view": "この画面内を検索",
  "In a console": "コンソール内",
  "Leave the console: the keyboard goes to the buttons above it": "コンソールから抜けて上部のボタンに移動",
  "Search in the serial console": "シリアルコンソール内を検索",
  "Copy what is selected in the serial console": "シリアルコンソールの選択範囲をコピー",
  "All other keys go to the machine while a console has the keyboard.":
    "コンソールの操作中、その他のキーはすべてマシンに送られます。",

  Messages: "メッセージ",
  "Messages, {count} unread": "メッセージ、未読 {count} 件",
  Dismiss: "閉じる",
  "What the page tells you in passing can be read again here.":
    "一時的に表示されたメッセージをここで読み返せます。",
  "Notifications of the browser": "ブラウザー通知",
  "Notifications of the browser …": "ブラウザー通知…",
  "While you look elsewhere and this page is open, the browser can tell you when:":
    "このページを開いたまま別の作業をしているとき、次の場合にブラウザーでお知らせします。",
  "Somebody else, or the guest itself, switches the machine or resets it":
    "他のユーザーまたはゲスト自身が電源操作やリセットを行ったとき",
  "The machine crashes or its guest panics": "マシンのクラッシュまたはゲストのパニックが発生したとき",
  "A sensor goes beyond a critical limit": "センサーが重大しきい値を超えたとき",
  "Logins are refused after too many wrong passwords":
    "パスワードの連続した誤りによりログインが拒否されたとき",
  "The browser does not let this page notify you. Its settings for this site can change that.":
    "ブラウザーによって通知が許可されていません。このサイトの設定で変更できます。",
  "This browser has no notifications for this page.": "このブラウザーでは通知を使用できません。",

  Monitoring: "監視",
};
