using EdgeWatch.Evaluation.Data;
using EdgeWatch.Evaluation.Scoring;

namespace EdgeWatch.EdgeWatch.Tests.Evaluation;

/// <summary>Both layouts of labels, and every way in which they can be wrong: one error that names file, line, value and remedy.</summary>
public sealed class DataSetTests : IDisposable
{
    private readonly TempFolder _temp = new();

    [Fact]
    public void A_yolo_folder_is_read_with_numbered_names_and_its_map()
    {
        var set = Read(Yolo("{ 0: van, 1: grate, 2: dog }", "0 0.5 0.5 0.2 0.4\n1 0.1 0.1 0.1 0.1\n2 0.9 0.9 0.1 0.1\n\n"), "van=car,grate=ignore,dog=leave-out");

        set.Classes.ShouldBe(["car"]);
        set.LeftOut.ShouldBe(["dog"]);
        var boxes = set.Pictures.Single().Boxes;
        boxes.Count.ShouldBe(2);
        (boxes[0].Class, boxes[0].Crowd).ShouldBe(("car", false));
        Near(boxes[0].Box, new(0.4, 0.3, 0.6, 0.7));
        (boxes[1].Class, boxes[1].Crowd).ShouldBe((null, true));
    }

    [Fact]
    public void Names_may_be_a_list_and_labels_polygons()
    {
        var set = Read(Yolo("[a, b]", "1 0.1 0.2 0.5 0.2 0.5 0.6 0.1 0.4"));

        set.Classes.ShouldBe(["a", "b"]);
        Near(set.Pictures.Single().Boxes.Single().Box, new(0.1, 0.2, 0.5, 0.6));
    }

    [Fact]
    public void A_split_may_be_a_file_that_lists_pictures()
    {
        var folder = Yolo("[a]", "0 0.5 0.5 0.2 0.4");
        File.WriteAllText(Path.Combine(folder, "some.txt"), "test/images/one.jpg\n");
        File.WriteAllText(Path.Combine(folder, "data.yaml"), "test: some.txt\nnames: [a]\n");

        Read(folder).Pictures.Single().Boxes.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("0 0.5 0.5 0.2", "one.txt:1: 4 values (\"0 0.5 0.5 0.2\")")]
    [InlineData("0 0.5 0.5 0.2 0.1\n7 0.5 0.5 0.2 0.1", "one.txt:2: class 7 has no name in ")]
    [InlineData("car 0.5 0.5 0.2 0.1", "one.txt:1: the class is \"car\"")]
    [InlineData("0 320 240 20 10", "one.txt:1: the value \"320\" is not within 0..1")]
    [InlineData("0 0.5 0.5 zero 0.1", "one.txt:1: the value \"zero\"")]
    [InlineData("0 0.5 0.5 0 0.1", "one.txt:1: the box is 0 × 0.1")]
    public void A_wrong_label_is_named_with_file_line_and_value(string labels, string expected) =>
        Should.Throw<DataSetException>(() => Read(Yolo("[a, b]", labels))).Message.ShouldContain(expected);

    [Fact]
    public void What_is_missing_is_named()
    {
        Message(() => Read(_temp.File("nowhere"))).ShouldContain("no such folder or file");
        Message(() => Read(_temp.FullPath)).ShouldContain("holds no data.yaml");
        var folder = Yolo("[a]", "0 0.5 0.5 0.2 0.4");
        Message(() => Read(folder, split: "val")).ShouldContain("has no split 'val'; it has test");
        File.Delete(Path.Combine(folder, "test", "labels", "one.txt"));
        Message(() => Read(folder)).ShouldContain("no picture of the split 'test' has labels");
        File.Delete(Path.Combine(folder, "test", "images", "one.jpg"));
        Message(() => Read(folder)).ShouldContain("holds no pictures");
        File.WriteAllText(Path.Combine(folder, "data.yaml"), "test: test/images\nnames: { no: a }\n");
        Message(() => Read(folder)).ShouldContain("data.yaml:2: 'names' has the key \"no\"");
        File.WriteAllText(Path.Combine(folder, "data.yaml"), "test: [a\nnames: }");
        Message(() => Read(folder)).ShouldContain("no YAML");
    }

    [Fact]
    public void A_coco_file_is_read_with_crowds_and_areas()
    {
        var set = Read(Coco("""{"id":1,"image_id":5,"category_id":3,"bbox":[10,20,30,40],"area":700.5,"iscrowd":0},{"id":2,"image_id":5,"category_id":3,"bbox":[0,0,100,80],"iscrowd":1}"""));

        (set.Name, set.Split).ShouldBe(("pile", "val2017"));
        set.Classes.ShouldBe(["car"]);
        var boxes = set.Pictures.Single().Boxes;
        (boxes[0].Class, boxes[0].Crowd, boxes[0].Area).ShouldBe(("car", false, 700.5));
        Near(boxes[0].Box, new(0.1, 0.25, 0.4, 0.75));
        boxes[1].Crowd.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"id":1,"image_id":5,"category_id":9,"bbox":[1,2,3,4]}""", "annotation 1 is of category 9")]
    [InlineData("""{"id":1,"image_id":6,"category_id":3,"bbox":[1,2,3,4]}""", "annotation 1 names the image 6")]
    [InlineData("""{"id":1,"image_id":5,"category_id":3,"bbox":[1,2,3]}""", "the bbox of annotation 1 is [1, 2, 3]")]
    [InlineData("""{"id":1,"category_id":3}""", "no COCO annotations")]
    public void A_wrong_annotation_is_named(string annotations, string expected) => Message(() => Read(Coco(annotations))).ShouldContain(expected);

    [Fact]
    public void Pictures_of_a_coco_file_that_are_not_found_are_asked_for()
    {
        var file = Coco("");
        File.Delete(_temp.File("pile/val2017/one.jpg"));

        Message(() => Read(file)).ShouldContain("--images");
    }

    [Fact]
    public void The_committed_catalogue_speaks_of_every_set_by_classes_of_ours()
    {
        var entries = DataSetCatalogue.Read(Repository.File("models", "datasets.yaml")).Entries;

        string[] ours = ["person", "bicycle", "motorcycle", "car", "bus", "truck", "bin", "overflow", "garbage", "manhole-closed", "manhole-open", ClassMap.Ignore, ClassMap.LeaveOut];
        entries.Count.ShouldBeGreaterThanOrEqualTo(7);
        entries.SelectMany(entry => entry.Names.Values).ShouldBeSubsetOf(ours);
        entries.ShouldAllBe(entry => entry.Gaps.All(gap => entry.Names.Values.Contains(gap)));
    }

    [Fact]
    public void A_catalogue_that_is_wrong_is_named_with_its_line()
    {
        var file = _temp.File("datasets.yaml");
        File.WriteAllText(file, "sets:\n  pile:\n    source: a\n    licence: b\n    use: sell\n    names: { a: b }\n");
        Message(() => DataSetCatalogue.Read(file)).ShouldContain("datasets.yaml:5: use is \"sell\"; expected train or evaluate");
        File.WriteAllText(file, "sets:\n  pile:\n    colour: red\n");
        Message(() => DataSetCatalogue.Read(file)).ShouldContain("datasets.yaml:3: the key \"colour\" is unknown");
    }

    [Fact]
    public void A_name_that_an_entry_does_not_list_is_an_error_unless_others_are_left_out()
    {
        var file = _temp.File("datasets.yaml");
        var text = "sets:\n  pile:\n    source: a\n    licence: b\n    use: train\n    names: { a: bin }\n";
        File.WriteAllText(file, text);
        var folder = Yolo("[a, b]", "0 0.5 0.5 0.2 0.4");
        Message(() => new DataSetReader(DataSetCatalogue.Read(file), ClassMap.Parse([])).Read(folder, "test")).ShouldContain("has a class \"b\"");

        File.WriteAllText(file, text + "    others: leave-out\n");
        var set = new DataSetReader(DataSetCatalogue.Read(file), ClassMap.Parse([])).Read(folder, "test");
        (set.Classes.Single(), set.LeftOut.Single()).ShouldBe(("bin", "b"));
    }

    [Fact]
    public void A_map_that_is_not_of_its_form_says_which_it_is() => Message(() => ClassMap.Parse(["van:car"])).ShouldContain("OWN=CLASS");

    [SharedDataFact("datasets/manhole-closed-uk/data.yaml")]
    public void The_data_sets_at_hand_read_without_a_complaint()
    {
        var reader = new DataSetReader(DataSetCatalogue.Read(Repository.File("models", "datasets.yaml")), ClassMap.Parse([]));
        string[] splits = ["train", "val", "test"];
        foreach (var (name, split) in new[] { "waste", "traffic-cam-vn", "traffic-cam-world", "manhole-closed-uk" }.SelectMany(name => splits.Select(split => (name, split)))
            .Concat([("manhole", "test"), ("coco-val128", "val")]))
            reader.Read(Path.Combine(Repository.SharedData!, "datasets", name), split).Pictures.ShouldNotBeEmpty();
    }

    public void Dispose() => _temp.Dispose();

    private static DataSet Read(string path, string map = "", string split = "test") => new DataSetReader(DataSetCatalogue.Empty, ClassMap.Parse([map])).Read(path, split);

    private static string Message(Func<object> work) => Should.Throw<DataSetException>(work).Message;

    private static void Near(Rectangle found, Rectangle expected)
    {
        foreach (var (value, wanted) in new[] { (found.X1, expected.X1), (found.Y1, expected.Y1), (found.X2, expected.X2), (found.Y2, expected.Y2) })
            value.ShouldBe(wanted, 1e-9);
    }

    /// <summary>A folder of one picture, which is never opened here.</summary>
    private string Yolo(string names, string labels)
    {
        var folder = _temp.File("pile");
        Write(Path.Combine(folder, "data.yaml"), $"path: .\ntest: test/images\nnames: {names}\n");
        Write(Path.Combine(folder, "test", "images", "one.jpg"), "");
        Write(Path.Combine(folder, "test", "labels", "one.txt"), labels);
        return folder;
    }

    private string Coco(string annotations)
    {
        var file = Path.Combine(_temp.File("pile"), "annotations", "instances_val2017.json");
        Write(file, $$"""{"images":[{"id":5,"file_name":"one.jpg","width":100,"height":80}],"annotations":[{{annotations}}],"categories":[{"id":3,"name":"car"}]}""");
        Write(_temp.File("pile/val2017/one.jpg"), "");
        return file;
    }

    private static void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
