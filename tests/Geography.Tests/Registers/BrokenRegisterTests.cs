using System.Text;
using EdgeWatch.Geography.Registers;

namespace EdgeWatch.Geography.Tests.Registers;

/// <summary>Whatever stands in a register, reading it ends with a report or one sentence, never with a fault of ours.</summary>
public sealed class BrokenRegisterTests
{
    [Theory]
    [InlineData("cells.geojson")]
    [InlineData("components.csv")]
    [InlineData("sensors.csv")]
    [InlineData("shapes.csv")]
    public void Registers_that_are_changed_at_random_are_reported_on(string name)
    {
        using var folder = new TempFolder();
        var original = name == "shapes.csv"
            ? Encoding.UTF8.GetBytes("网格编码,边界坐标\n359901001001001,\"118.5850,24.8150;118.5860,24.8150;118.5860,24.8160\"\n359901001001002,\"POLYGON((118.586 24.815,118.587 24.815,118.587 24.816,118.586 24.815))\"\n")
            : File.ReadAllBytes(Repository.File("deploy", "registers", name));
        var random = new Random(20261122);
        var (read, refused, lost) = (0, 0, 0);
        for (var round = 0; round < 250; round++)
        {
            var path = folder.File(name);
            File.WriteAllBytes(path, Mutate(original, random));
            try
            {
                // Sensors take their places from their components.
                RegisterFile[] files = [new(path, Kind(name)), .. name == "sensors.csv" ? [new RegisterFile(Repository.File("deploy", "registers", "components.csv"))] : Array.Empty<RegisterFile>()];
                var report = new RegisterImport(new RegisterOptions { District = RegisterFiles.Example }, RegisterFiles.Today).Read(files)[^1];
                (report.Kept + report.Refused).ShouldBe(report.Entries);
                // What is left out has its defect, one at least.
                report.Defects.Count(defect => defect.Refuses).ShouldBeGreaterThanOrEqualTo(report.Refused);
                read += report.Kept;
                refused += report.Refused;
            }
            catch (RegisterException)
            {
                lost++;
            }
        }

        // The changes are neither so small that nothing broke, nor so large that nothing was left.
        read.ShouldBeGreaterThan(100);
        (refused + lost).ShouldBeGreaterThan(20);
    }

    [Fact]
    public void A_GeoJSON_in_another_encoding_says_so()
    {
        using var folder = new TempFolder();
        var path = folder.File("cells.geojson");
        File.WriteAllBytes(path, CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(RegisterFiles.Collection(RegisterFiles.Cell("359901001001001", 0, 0, 100, ",\"名称\":\"海棠社区\""))));

        var report = new RegisterImport(new RegisterOptions(), RegisterFiles.Today).Read([new RegisterFile(path, RegisterKind.Cells)])[0];

        report.Defects.ShouldHaveSingleItem().Remedy.ShouldContain("UTF-8");
    }

    private static RegisterKind Kind(string name) => name switch
    {
        "components.csv" => RegisterKind.Components,
        "sensors.csv" => RegisterKind.Sensors,
        _ => RegisterKind.Cells,
    };

    /// <summary>One to three changes: a byte replaced, a piece left out, a piece repeated, the end cut off.</summary>
    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var change = random.Next(1, 4); change > 0 && bytes.Count > 2; change--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 30), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = (byte)"\",;{}[]():\n\\-.eE0"[random.Next(17)];
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    if (random.Next(4) == 0)
                        bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
