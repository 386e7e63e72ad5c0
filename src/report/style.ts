import { themeCss } from './theme.ts';

/** The style sheet of the page. Widths follow the two sizes of the plots: 880 and 360 pixels. */
export const STYLE = `${themeCss(':root')}
:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
  font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;
  font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
header,main,footer{max-width:928px;margin:0 auto;padding:0 24px}
header{padding-top:56px}
h1{margin:0;font-size:32px;line-height:1.2;font-weight:650;letter-spacing:-.015em;
  overflow-wrap:anywhere}
h2{margin:0 0 12px;font-size:20px;line-height:1.3;font-weight:650;letter-spacing:-.005em}
header p{margin:12px 0 0;max-width:66ch;color:var(--muted);overflow-wrap:anywhere}
section{margin-top:64px;break-inside:avoid-page}
section[aria-label]{margin-top:36px}
p,ul{max-width:66ch;margin:12px 0;overflow-wrap:anywhere}
ul{padding-left:20px}
footer{margin-top:72px;padding-bottom:48px;color:var(--muted);font-size:13px}
.accent{color:var(--accent)}
.counter{color:var(--counter)}
.headline{display:grid;grid-template-columns:repeat(3,1fr);gap:1px;margin:0;
  background:var(--line);border:1px solid var(--line)}
.headline>div{padding:18px 20px 16px;background:var(--paper)}
.headline dt{font-size:13px;color:var(--muted)}
.headline dd{margin:2px 0 0}
.headline strong{display:block;font-size:25px;line-height:1.3;font-weight:600;
  letter-spacing:-.01em}
.headline span{display:block;font-size:13px;line-height:1.4;color:var(--muted)}
.headline .missed strong{color:var(--counter)}
figure{margin:20px 0 0}
figcaption{max-width:76ch;margin-top:12px;font-size:14px;line-height:1.5;color:var(--muted)}
.narrow{display:none}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:32px}
table{width:100%;border-collapse:collapse;font-size:15px;line-height:1.4}
caption{text-align:left;font-size:14px;color:var(--muted);padding-bottom:10px}
th,td{padding:6px 16px 6px 0;text-align:left;font-weight:400;vertical-align:top}
thead th{font-size:13px;color:var(--muted);vertical-align:bottom}
tbody tr,tfoot tr{border-top:1px solid var(--line)}
tr{break-inside:avoid}
tbody th{overflow-wrap:anywhere}
tfoot th,tfoot td{color:var(--muted)}
.number{text-align:right;white-space:nowrap;width:1%;padding-left:16px}
.bar{width:38%;padding-right:0;vertical-align:middle}
.bar span{display:block;height:10px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.plus{margin-left:50%;background:var(--accent)}
.minus{margin-right:50%;margin-left:auto;background:var(--counter)}
.settings th{color:var(--muted)}
.settings th:first-child{width:30%}
table+p{margin-top:20px}
.settings td{overflow-wrap:anywhere}
pre{margin:12px 0;padding:14px 16px;background:var(--panel);font-size:14px;line-height:1.5;
  white-space:pre-wrap;overflow-wrap:anywhere}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
@media (max-width:760px){
header,main,footer{padding:0 20px}
header{padding-top:32px}
h1{font-size:26px}
section{margin-top:48px}
.headline{grid-template-columns:1fr 1fr}
.headline>div{padding:14px 14px 12px}
.headline strong{font-size:20px}
.pair{grid-template-columns:1fr;gap:24px;max-width:480px;margin:0 auto}
.wide{display:none}
.narrow{display:block;max-width:520px;margin:0 auto}
.bar{width:24%}
th,td{padding-right:10px}
.number{padding-left:4px}
.settings th:first-child{width:38%}
}
@media print{
body{font-size:11pt}
header,main,footer{max-width:none;padding:0}
section{margin-top:28pt}
.wide{display:block}
.narrow{display:none}
.pair{grid-template-columns:1fr 1fr}
.headline{grid-template-columns:repeat(3,1fr)}
}`;
