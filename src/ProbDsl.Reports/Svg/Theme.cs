namespace ProbDsl.Reports;

/// <summary>Colours and type: a light and a dark set that follow the reader's setting; hues of Okabe and Ito (2008), told apart by the colour-blind.</summary>
internal static class Theme
{
    public const int Colours = 6;

    public const string Style = """
        .pd{--paper:#fff;--ink:#1f2328;--soft:#59636e;--grid:#e4e7eb;--shade:#d3dae3;--c0:#0072b2;--c1:#d55e00;--c2:#00805d;--c3:#b0548a;--c4:#8a6100;--c5:#2f7fb5}
        @media(prefers-color-scheme:dark){.pd{--paper:#15181c;--ink:#e6e9ed;--soft:#a3acb6;--grid:#2c3138;--shade:#3d4650;--c0:#56b4e9;--c1:#ff8c42;--c2:#2fc79a;--c3:#e59ac6;--c4:#e6b422;--c5:#9ccff0}}
        .pd text{fill:var(--ink);font:12px system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
        .pd .t{font-size:14px;font-weight:600}.pd .s{fill:var(--soft)}.pd .g{stroke:var(--grid)}.pd .a{stroke:var(--soft)}.pd .p{fill:var(--paper)}.pd .h{paint-order:stroke;stroke:var(--paper);stroke-width:5px;font-size:11px}
        .pd path,.pd line,.pd polyline{fill:none;stroke-linejoin:round;stroke-linecap:round}
        .pd .pl{fill:none;stroke:var(--soft)}.pd .no{fill:var(--paper);stroke:var(--ink);stroke-width:1.2}.pd .n1{fill:var(--shade)}.pd .n3{stroke:var(--c2);stroke-width:2}.pd .n4{stroke:var(--soft)}
        .pd image{outline:1px solid var(--grid)}@media(prefers-color-scheme:dark){.pd image{filter:invert(.88)}}
        .pd .f0{fill:var(--c0);stroke:var(--c0)}.pd .f1{fill:var(--c1);stroke:var(--c1)}.pd .f2{fill:var(--c2);stroke:var(--c2)}.pd .f3{fill:var(--c3);stroke:var(--c3)}.pd .f4{fill:var(--c4);stroke:var(--c4)}.pd .f5{fill:var(--c5);stroke:var(--c5)}.pd [class^=f]{fill-opacity:.5;stroke-width:.4}
        """;

    /// <summary>The number of no colour, but a grey for what is there to compare with.</summary>
    public const int Grey = -1;

    /// <summary>The colour of a series.</summary>
    public static string Stroke(int colour) => colour == Grey ? "var(--soft)" : $"var(--c{colour % Colours})";
}
