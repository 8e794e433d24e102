using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace ProbDsl.Browser.Tests;

/// <summary>What is wrong with a page as it is laid out, in words.</summary>
internal static class Layout
{
    // Boxes of text are as high as the font's line, which is above and below what is seen: two pixels of each may meet.
    private const string Script = """
        () => {
            const found = [];
            const shown = e => { const b = e.getBoundingClientRect(); return b.width > 0 && b.height > 0; };
            const name = svg => svg.getAttribute('aria-label');
            if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
                found.push('the page is ' + document.documentElement.scrollWidth + ' wide');
            const plots = [...document.querySelectorAll('svg')];
            for (const svg of plots) {
                const box = svg.getBoundingClientRect();
                if (box.width < 100 || box.height < 60) { found.push(name(svg) + ' is not drawn: ' + box.width + ' by ' + box.height); continue; }
                const inner = [...svg.querySelectorAll('path,line,ellipse,image,rect:not(.p)')].filter(e => !e.closest('clipPath'));
                if (!inner.some(e => { const b = e.getBoundingClientRect(); return b.width + b.height > 20; })) found.push(name(svg) + ' is empty');
                const texts = [...svg.querySelectorAll('text')].filter(shown).map(e => ({ words: e.textContent, b: e.getBoundingClientRect() }));
                for (let i = 0; i < texts.length; i++) {
                    const a = texts[i].b;
                    if (a.left < box.left - 1 || a.right > box.right + 1 || a.top < box.top - 1 || a.bottom > box.bottom + 1)
                        found.push(name(svg) + ': "' + texts[i].words + '" reaches out of it');
                    for (let j = i + 1; j < texts.length; j++) {
                        const c = texts[j].b;
                        const across = Math.min(a.right, c.right) - Math.max(a.left, c.left), down = Math.min(a.bottom, c.bottom) - Math.max(a.top, c.top);
                        if (across > 1 && down > 4 * box.width / svg.viewBox.baseVal.width) found.push(name(svg) + ': "' + texts[i].words + '" lies on "' + texts[j].words + '"');
                    }
                }
            }
            // Figures and tables beside each other or below must not overlap, nor reach over the edge unless they scroll by themselves.
            const blocks = [...document.body.querySelectorAll(':scope > h1, :scope > h2, :scope > p, :scope > .scroll, .row > figure, :scope > details')].filter(shown).map(e => ({ e, b: e.getBoundingClientRect() }));
            for (let i = 0; i < blocks.length; i++) {
                if (blocks[i].b.right > document.documentElement.clientWidth + 1) found.push('a ' + blocks[i].e.tagName + ' reaches over the edge');
                for (let j = i + 1; j < blocks.length; j++) {
                    const a = blocks[i].b, c = blocks[j].b;
                    if (Math.min(a.right, c.right) - Math.max(a.left, c.left) > 1 && Math.min(a.bottom, c.bottom) - Math.max(a.top, c.top) > 1)
                        found.push('a ' + blocks[i].e.tagName + ' lies on a ' + blocks[j].e.tagName + ': ' + blocks[j].e.textContent.slice(0, 40));
                }
            }
            return JSON.stringify({ plots: plots.length, found });
        }
        """;

    // Relative luminance and contrast by WCAG 2.2.
    private const string Contrasts = """
        () => {
            const light = c => { const [r, g, b] = c.match(/[\d.]+/g).map(Number).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
            const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
            const paper = getComputedStyle(document.body).backgroundColor;
            const words = [document.body, ...document.querySelectorAll('th, details, svg text')];
            const colour = e => e.tagName === 'text' ? getComputedStyle(e).fill : getComputedStyle(e).color;
            return [paper, Math.min(...words.map(e => ratio(colour(e), paper)))].join('|');
        }
        """;

    public static async Task<(int Plots, string[] Found)> Of(IPage page)
    {
        using var result = JsonDocument.Parse(await page.EvaluateAsync<string>(Script));
        return (result.RootElement.GetProperty("plots").GetInt32(), [.. result.RootElement.GetProperty("found").EnumerateArray().Select(f => f.GetString()!)]);
    }

    /// <summary>The colour of the page, and the least contrast of any words on it.</summary>
    public static async Task<(string Paper, double Contrast)> Colours(IPage page)
    {
        string[] both = (await page.EvaluateAsync<string>(Contrasts)).Split('|');
        return (both[0], double.Parse(both[1], CultureInfo.InvariantCulture));
    }
}
