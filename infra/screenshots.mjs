// Takes the pictures of docs/images from a running broker. Started by infra/screenshots.sh, which says what it needs.
import { chromium } from "playwright-core";

const { MANAGEMENT, OPERATOR_PASSWORD, TERMINAL, OUT } = process.env;

const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ],
});
const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });

async function picture(name, height) {
    await page.waitForTimeout(1500);
    await page.screenshot({ path: `${OUT}/${name}.png`, clip: { x: 0, y: 0, width: 1200, height } });
}

if (MANAGEMENT) {
    await page.goto(MANAGEMENT);
    await page.fill("input[name=username]", "sagas-operator");
    await page.fill("input[name=password]", OPERATOR_PASSWORD);
    await page.click("input[type=submit]");
    await page.waitForSelector("#main h1:has-text('Overview')");
    await picture("management-overview", 800);

    await page.goto(`${MANAGEMENT}#/queues`);
    await page.waitForSelector("table.list a:has-text('sagas.dead-letters')");
    await picture("management-queues", 800);

    await page.type("input#queues-name", "dead-letters", { delay: 50 });
    await page.press("input#queues-name", "Enter");
    await page.waitForSelector("table.list a:has-text('add-resource')", { state: "detached" });
    await picture("management-queue-dead-letters", 440);

    await page.goto(`${MANAGEMENT}#/queues/sagas/sagas.dead-letters`);
    await page.waitForSelector("h1:has-text('sagas.dead-letters')");
    await page.click("h2:has-text('Get messages')");
    await page.click("input[value='Get Message(s)']");
    await page.waitForSelector("text=MT-Fault-Message");
    await page.setViewportSize({ width: 1200, height: 1400 });
    // The long traces are the service's business; the reason and where the message came from are on top.
    await page.evaluate(() => {
        for (const cell of document.querySelectorAll("#msg-wrapper td"))
            if (cell.textContent.trim().startsWith("at ")) cell.textContent = cell.textContent.trim().slice(0, 80) + " …";
        document.querySelector("h2.section-visible, #msg-wrapper").scrollIntoView();
        document.querySelector("#msg-wrapper").scrollIntoView();
    });
    await page.waitForTimeout(1500);
    const message = await page.$("#msg-wrapper");
    await message.screenshot({ path: `${OUT}/management-dead-letter.png` });
}

if (TERMINAL) {
    const { readFileSync, readdirSync } = await import("node:fs");
    for (const file of readdirSync(TERMINAL)) {
        const text = readFileSync(`${TERMINAL}/${file}`, "utf8").trimEnd().replace(/&/g, "&amp;").replace(/</g, "&lt;")
            .replace(/^\$ .*$/gm, command => `<b style="color:#a6e3a1">${command}</b>`);
        await page.setViewportSize({ width: 1400, height: 800 });
        await page.setContent(`<body style="margin:0;background:#1e1e2e"><pre style="margin:0;padding:18px;
            display:inline-block;color:#cdd6f4;font:14px/1.45 'DejaVu Sans Mono',monospace">${text}</pre></body>`);
        const terminal = await page.$("pre");
        await terminal.screenshot({ path: `${OUT}/${file.replace(/txt$/, "png")}` });
    }
}

await browser.close();
