export const media: Readonly<Record<string, string>> = {
  "The BMC has stored something else than this file is now. Delete it and send it again.":
    "BMC に保存された内容が現在のファイルと一致しません。削除してから再送信してください。",
  Stored: "保存済み",
  "Stored, and the SHA-256 checksum is right": "保存済み(SHA-256 チェックサム一致)",
  "The upload was ended at the BMC.": "アップロードは BMC 側で終了されました。",
  "The connection to the BMC was lost, so {name} was ejected.":
    "BMC との接続が切れたため、{name} を取り出しました。",
  "The import failed.": "インポートに失敗しました。",
  Cancelled: "キャンセルしました",
  "The machine boots from it now, once.": "このイメージから 1 回だけブートします。",

  "Reset, and boot from {name}?": "リセットして {name} からブートしますか?",
  "Reset and boot": "リセットしてブート",
  "Upload stands at {percent} %. To go on, choose the same file again.":
    "アップロードは {percent} % で中断しています。再開するには同じファイルを選択してください。",
  "Changed by the machine": "マシンにより変更済み",
  "Disk image": "ディスクイメージ",
  "{kind}, uploaded": "{kind}、アップロード",
  "{kind}, from {host}": "{kind}、取得元: {host}",
  "{kind}, from {host}; makes room for others when needed":
    "{kind}、取得元: {host}(必要に応じて自動的に削除されます)",
  "The image is gone from the BMC's disk.": "イメージが BMC のディスクから失われています。",
  "Boot once": "1 回だけブート",
  "Insert {name}": "{name} を挿入",
  "USB disk, to be written to": "USB ディスク(書き込み可)",
  "Rename {name}": "{name} の名前を変更",
  "Keep it in the library": "ライブラリに保存",
  "Insert it": "挿入する",
  "Boot from it once": "1 回だけここからブート",
  "From a web server": "Web サーバーから",
  "Address of the image": "イメージのアドレス",
  Then: "その後",
  Where: "挿入先",
  Fetch: "取得",
  "Library and uploads": "ライブラリとアップロード",
  "Choose a file": "ファイルを選択",
  "Drop the image anywhere: you will be asked what it is for.":
    "イメージを画面上にドロップすると、用途を選択できます。",
  Empty: "空",
  "A file on somebody's computer": "ユーザーのコンピューター上のファイル",
  "Not inserted": "未挿入",
  "Read-only": "読み取り専用",
  "The machine may write to it": "マシンから書き込み可能",
  "Room for {bytes} more in the library.": "ライブラリの空き容量: {bytes}",
  "From this computer": "このコンピューターから",
  "Drop an ISO or a raw disk image anywhere on the page, or choose one.":
    "ISO または raw ディスクイメージを画面上にドロップするか、選択してください。",
  "The library is empty. What you upload or fetch stays here until you delete it.":
    "ライブラリは空です。アップロードまたは取得したイメージは、削除するまでここに保存されます。",
  Library: "ライブラリ",
  Image: "イメージ",
  "Let the machine read it from this computer": "このコンピューターから直接読み取らせる",
  "At once, without an upload. It is ejected when this page is closed.":
    "アップロードせずにすぐ使用できます。この画面を閉じると取り出されます。",
  "Upload it to the BMC's library": "BMC のライブラリにアップロード",
  "It stays there until you delete it. You may close the page once it is there.":
    "削除するまで保存されます。アップロードが終われば画面を閉じてもかまいません。",
  "Only keep it": "保存のみ",
  "What is {name} for?": "{name} をどのように使用しますか?",
  "Use it": "使用",
  Upload: "アップロード",
  Way: "方法",
  "Insert it and reset the machine, which boots from it once":
    "挿入してマシンをリセットし、1 回だけここからブート",
  "Insert it and start the machine, which boots from it once":
    "挿入してマシンを起動し、1 回だけここからブート",
  Transfers: "転送",
  "Dismiss {name}": "{name} を閉じる",
  "Waiting for the BMC; it goes on by itself": "BMC を待っています。自動的に再開します",
  "The machine reads it from this computer: {bytes} so far":
    "マシンがこのコンピューターから読み取っています: {bytes}",
  "{rate}/s": "{rate}/秒",
  "{time} left": "残り {time}",
};
