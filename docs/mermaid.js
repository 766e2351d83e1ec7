// Renders each fence that says `mermaid`, as GitHub does. The library is loaded only on pages that have one.
(async () => {
    const blocks = document.querySelectorAll("code.language-mermaid");
    if (blocks.length === 0) return;
    const { default: mermaid } = await import("https://cdn.jsdelivr.net/npm/mermaid@11.6.0/dist/mermaid.esm.min.mjs");
    const dark = /\b(navy|coal|ayu)\b/.test(document.documentElement.className);
    mermaid.initialize({ startOnLoad: false, theme: dark ? "dark" : "neutral" });
    for (const block of blocks) {
        const picture = document.createElement("div");
        picture.textContent = block.textContent;
        block.parentElement.replaceWith(picture);
        await mermaid.run({ nodes: [picture] });
    }
})();
