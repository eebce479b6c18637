/** The API explorer and the commands for a shell. */
export const api: Readonly<Record<string, string>> = {
  API: "API",
  Operations: "オペレーション",
  "Search the operations": "オペレーションを検索",
  "{count} operations, Redfish and OpenAPI 3.1": "{count} 件のオペレーション (Redfish / OpenAPI 3.1)",
  "Reading what the service offers …": "API の定義を読み取っています…",
  "The service's description has no {method} of {uri}.": "API の定義に {uri} の {method} はありません。",
  "Privilege: {privilege}": "必要な権限: {privilege}",
  Query: "クエリ",
  Body: "本文",
  required: "必須",
  "This is no JSON.": "JSON として正しくありません。",
  Send: "送信",
  "Send {method} to the BMC?": "{method} を BMC に送信しますか?",
  Answer: "応答",
  "{milliseconds} ms, {count} characters": "{milliseconds} ミリ秒、{count} 文字",
  Headers: "ヘッダー",
  "What the body may hold": "本文のプロパティ",
  "What is answered": "応答のプロパティ",

  "Copy as curl or ipmitool": "curl / ipmitool としてコピー",
  "Copy curl": "curl をコピー",
  "Copy ipmitool": "ipmitool をコピー",
  Copied: "コピーしました",
  "Select it to copy": "選択してコピーしてください",
  "Whatever this page does, it asks of Redfish, and a shell can ask the same.":
    "この画面の操作はすべて Redfish で行われるため、シェルからも同じ操作ができます。",
  "The commands take the password from $BMC_PASSWORD; -k is for the BMC's own certificate, leave it out for one that your system trusts.":
    "パスワードは環境変数 $BMC_PASSWORD から渡されます。-k は BMC の自己署名証明書のためのもので、信頼された証明書の場合は不要です。",
  "Show commands instead of doing things": "実行せずにコマンドを表示",
  "Do things again, instead of showing their commands": "コマンド表示をやめて実行に戻す",
  "What the page reads, too": "読み取りも表示",
  "Nothing yet. Press any button on the page, and its command stands here.":
    "まだありません。画面のボタンを押すと、対応するコマンドがここに表示されます。",
  "Not sent": "未送信",
  "IPMI has no command for this.": "IPMI に対応するコマンドはありません。",
  "Nothing was sent: the page only shows the commands.": "コマンド表示モードのため、送信していません。",
  "Nothing is sent: what you press is only shown as a command.":
    "コマンド表示モード: ボタンを押しても送信されず、コマンドだけが表示されます。",
  "Show the commands": "コマンドを表示",
  "Do things again": "実行に戻す",
  "The BMC refused this (HTTP {status}).": "BMC に拒否されました (HTTP {status})。",
};
