using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Tests.Cities;

namespace EdgeWatch.CaseBridge.Tests.Catalogue;

/// <summary>The catalogue against itself, against docs/catalogue.md, and the problems' codes against it.</summary>
public class ClassCatalogueTests
{
    public static TheoryData<string[]> CounterpartExamples => [.. MarkdownTable.Rows("docs/catalogue.md", "Counterparts")];

    public static TheoryData<string[]> CodingExamples => [.. MarkdownTable.Rows("docs/catalogue.md", "Coding a case")];

    [Fact]
    public void Every_code_has_the_digits_and_the_kind_of_its_standard()
    {
        foreach (var entry in ClassCatalogue.National.All)
        {
            var standard = Standards.Find(entry.Standard).ShouldNotBeNull($"{entry.Key}");
            entry.Code.Length.ShouldBe(standard.CodeLength, $"{entry.Key}");
            entry.Code.ShouldAllBe(letter => char.IsAsciiDigit(letter), $"{entry.Key}");
            entry.Code[..2].ShouldNotBe("00", $"{entry.Key}");
            standard.Kinds.ShouldContain(entry.Kind, $"{entry.Key}");
            entry.Zh.ShouldNotBeNullOrWhiteSpace($"{entry.Key}");
            entry.En.ShouldNotBeNullOrWhiteSpace($"{entry.Key}");
        }
    }

    [Fact]
    public void The_document_counts_the_classes_as_they_are()
    {
        foreach (var row in MarkdownTable.Rows("docs/catalogue.md", "The catalogue: three standards side by side"))
        {
            var name = row[0].Split(',')[0];
            ClassCatalogue.National.All.Count(entry => entry.Standard == name && entry.City is null).ShouldBe(int.Parse(row[1]), name);
        }

        ClassCatalogue.National.All.Count(entry => entry.City is not null).ShouldBe(59);
    }

    [Fact]
    public void A_number_that_two_cities_gave_to_different_things_is_told_by_the_city()
    {
        var key = new ClassKey("GB/T 30428.2-2013", ClassKinds.Incident, "0198");

        ClassCatalogue.National.Find(key).ShouldBeNull();
        ClassCatalogue.National.Find(key with { City = "yuncheng" })!.Zh.ShouldBe("违法农村自建房");
        ClassCatalogue.National.Find(key with { City = "cmict" })!.Zh.ShouldBe("垃圾满溢");
    }

    [Fact]
    public void The_same_digits_are_a_component_and_what_is_wrong_with_it()
    {
        var component = ClassCatalogue.National.Find(new ClassKey("GB/T 47678.5-2026", ClassKinds.Component, "01004"))!;

        component.Zh.ShouldBe("雨水箅子");
        ClassCatalogue.National.MatterOf(component)!.Zh.ShouldBe("雨水箅子异常");
    }

    [Fact]
    public void Every_component_of_2026_has_its_matter()
    {
        foreach (var component in ClassCatalogue.National.All.Where(entry => entry is { Standard: "GB/T 47678.5-2026", Kind: ClassKinds.Component }))
            ClassCatalogue.National.MatterOf(component).ShouldNotBeNull($"{component.Key}").Zh.ShouldContain("异常", customMessage: $"{component.Key}");
    }

    [Theory]
    [MemberData(nameof(CounterpartExamples))]
    public void Every_counterpart_of_the_document_is_found(string[] example)
    {
        var parts = example[0].Split(' ');
        var matches = ClassCatalogue.National.Counterparts(new ClassKey($"{parts[0]} {parts[1]}", parts[2], parts[3]), example[1]);

        (matches.Count > 0 ? $"{matches[0].Class}" : "").ShouldBe(example[2]);
        (matches.Count > 0 ? $"{matches[0].Basis}".ToLowerInvariant() : "").ShouldBe(example[3]);
    }

    [Fact]
    public void Counterparts_are_found_from_either_side()
    {
        foreach (var entry in ClassCatalogue.National.All.Where(entry => entry.City is null))
        {
            foreach (var standard in Standards.All.Where(standard => standard.Name != entry.Standard))
            {
                foreach (var match in ClassCatalogue.National.Counterparts(entry.Key, standard.Name))
                {
                    match.Class.Standard.ShouldBe(standard.Name);
                    ClassCatalogue.National.Counterparts(match.Class.Key, entry.Standard).ShouldContain(back => back.Class == entry, $"{entry.Key} and {match.Class.Key}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(CodingExamples))]
    public void A_case_is_coded_by_both_standards_as_the_document_says(string[] example)
    {
        var coding = new CaseCoder(ExampleCity.Options).Code(example[0], example[1].Length == 0 ? null : example[1]);

        $"{coding.First?.Class}".ShouldBe(example[2]);
        $"{coding.Second?.Class}".ShouldBe(example[3]);
    }

    [Fact]
    public void Sixteen_digits_are_read_by_2007_only_where_the_city_codes_by_2007_alone()
    {
        // 01-14 is an ownerless cover in 2007 and a garden's cover in 2013.
        const string component = "3599010114000001";
        var old = new CaseCoder(ExampleCity.Options with { Standard = "CJ/T 214-2007", SecondStandard = "GB/T 47678.5-2026" }).Code("manhole-open", component);
        var both = new CaseCoder(ExampleCity.Options with { Standard = "GB/T 47678.5-2026", SecondStandard = "GB/T 30428.2-2013" }).Code("manhole-open", component);

        $"{old.First?.Class}".ShouldBe("0114 无主井盖");
        $"{old.Second?.Class}".ShouldBe("01023 不明井盖异常");
        $"{both.First?.Class}".ShouldBe("01014 园林井盖异常");
        both.First!.Basis.ShouldBe(CodingBasis.ComponentClass);
    }

    [Fact]
    public void A_citys_own_class_says_that_it_is_one()
    {
        var coding = new CaseCoder(ExampleCity.Options).Code("bin-full", null).Second!;

        (coding.Basis, coding.Class.Confidence, coding.Class.City, coding.Class.Parent).ShouldBe((CodingBasis.CityClass, ClassConfidence.City, "yunwan", "0110"));
        ClassCatalogue.Of(ExampleCity.Options).Counterparts(coding.Class.Key, "CJ/T 214-2007")[0].Class.Code.ShouldBe("0102");
    }

    [Fact]
    public void Every_code_of_every_problem_is_in_the_catalogue_by_that_name_and_confidence()
    {
        foreach (var problem in ProblemCatalogue.All)
        {
            foreach (var code in problem.Codes)
            {
                var key = new ClassKey($"{code.Standard}-{code.Version}", code.Kind, code.Code);
                var entry = ClassCatalogue.National.Find(key).ShouldNotBeNull($"{problem.Name}: {key}");
                entry.Zh.ShouldBe(code.Zh, $"{problem.Name}: {key}");
                $"{entry.Confidence}".ToLowerInvariant().ShouldBe(code.Confidence, $"{problem.Name}: {key}");
            }
        }
    }
}
