using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests.Intake;

public class SensorValidatorTests
{
    private const string Gate = "/agents/street-1/cameras/gate";
    private static readonly CandidateFactory Factory = new();
    private static readonly CandidateEvent Good = CandidateFactory.Vouched(Factory.OpenedBySensor(), Gate);

    public static TheoryData<string, string> Flaws => new()
    {
        { "many", "data.readings has 241 entries, more than the 240 allowed: thin the series" },
        { "quantity", "data.readings holds the quantity 'Tilt °', no name of the form [a-z0-9][a-z0-9._-]{0,63}" },
        { "unit", "data.readings holds the unit '°', no UCUM code such as deg, m, % or 1" },
        { "quality", "data.readings holds the quality 'fine', which is not good, uncertain or bad" },
        { "infinite", "data.readings holds a tilt that is no finite number: leave the value out where the sensor could not measure" },
        { "no-value", "data.readings holds a good tilt without a value: a reading without one is bad" },
        { "source", "data.corroboration.source 'gate' is not /agents/{agent}/cameras/{camera} or /agents/{agent}/sensors/{sensor}" },
        { "own", "data.corroboration.source '/agents/street-1/sensors/cover-17' is the candidate's own: a source cannot vouch for itself" },
        { "answer", "data.corroboration.answer 'maybe' is not agrees, contradicts or cannot-tell" },
        { "zero", "data.corroboration.likelihoodRatio 0 is no number above 0: 1 says nothing, 10 makes the odds ten times higher" },
        { "seen", "data.corroboration.seen holds a box with an edge that is no finite number" },
        { "read", "data.corroboration.read holds a tilt that is no finite number: leave the value out where the sensor could not measure" },
        { "box", "data.subjects holds a box with an edge that is no finite number" },
        { "infinity", $"data.corroboration.likelihoodRatio {double.PositiveInfinity} is no number above 0: 1 says nothing, 10 makes the odds ten times higher" },
    };

    [Theory]
    [MemberData(nameof(Flaws))]
    public void A_flaw_is_named_with_field_value_and_remedy(string flaw, string words)
    {
        var (reading, said) = (Good.Data.Readings![0], Good.Data.Corroboration!);
        var bad = flaw switch
        {
            "many" => Good.Data with { Readings = [.. Enumerable.Repeat(reading, 241)] },
            "quantity" => Good.Data with { Readings = [reading with { Quantity = "Tilt °" }] },
            "unit" => Good.Data with { Readings = [reading with { Unit = "°" }] },
            "quality" => Good.Data with { Readings = [reading with { Quality = "fine" }] },
            "infinite" => Good.Data with { Readings = [reading with { Value = double.PositiveInfinity }] },
            "no-value" => Good.Data with { Readings = [reading with { Value = null }] },
            "source" => Good.Data with { Corroboration = said with { Source = "gate" } },
            "own" => Good.Data with { Corroboration = said with { Source = Good.Source } },
            "answer" => Good.Data with { Corroboration = said with { Answer = "maybe" } },
            "seen" => Good.Data with { Corroboration = said with { Seen = new Subject("manhole-open", 0.9f, 0, 0, float.PositiveInfinity, 1) } },
            "read" => Good.Data with { Corroboration = said with { Read = reading with { Value = double.NegativeInfinity } } },
            "box" => Good.Data with { Subjects = [new Subject("manhole-open", 0.9f, float.NaN, 0, 1, 1)] },
            "zero" => Good.Data with { Corroboration = said with { LikelihoodRatio = 0 } },
            _ => Good.Data with { Corroboration = said with { LikelihoodRatio = double.PositiveInfinity } },
        };
        CandidateValidator.Flaw(Good with { Data = bad }, "street-1").ShouldBe(words);
    }

    [Fact]
    public void A_good_one_has_none() => CandidateValidator.Flaw(Good, "street-1").ShouldBeNull();

    [Fact]
    public async Task A_number_too_large_for_a_double_is_refused_by_name()
    {
        using var intake = new TestIntake();
        await intake.TakeAsync("events", [.. System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(CandidateFactory.Json(Good)).Replace("\"value\":22,", "\"value\":1e999,"))]);
        intake.Mqtt.Refused.ShouldHaveSingleItem().Reason.ShouldContain("no finite number");
    }

    [Theory]
    [InlineData(1, 0, 1, "a", "page 0 was published on the topic of page 1")]
    [InlineData(0, 0, -1, "a", "pages -1 is below 0")]
    [InlineData(0, 0, 1, "Cover 17", "sensor 'Cover 17' is no id of the form [a-z0-9][a-z0-9._-]{0,63}")]
    [InlineData(0, 0, 1, "a,a", "sensors holds the same id twice")]
    public void A_flaw_of_a_page_is_named(int topic, int page, int pages, string sensors, string words) =>
        SensorPageValidator.Flaw(Factory.Sensors(page, pages, sensors: sensors.Split(',')), topic).ShouldBe(words);

    [Fact]
    public void A_page_too_full_is_refused_and_a_state_of_a_newer_agent_is_taken()
    {
        SensorPageValidator.Flaw(Factory.Sensors(sensors: [.. Enumerable.Range(0, 251).Select(number => $"s{number}")]), 0).ShouldBe("sensors has 251 entries, more than the 250 allowed: send more pages");
        SensorPageValidator.Flaw(Factory.Sensors(state: "asleep", sensors: "a"), 0).ShouldBeNull();
    }

    [Fact]
    public void A_sensor_whose_status_cannot_be_taken_is_shown_as_refused_and_the_others_of_its_page_as_they_are()
    {
        var page = Factory.Sensors(sensors: ["a", "b"]);
        var mended = SensorPageValidator.WithoutFlaws(page with { Sensors = [page.Sensors[0] with { Camera = "The Gate" }, page.Sensors[1]] });

        (mended.Sensors[0].State, mended.Sensors[0].LastError).ShouldBe(
            (SensorStates.Refused, "its status cannot be taken: camera 'The Gate' of sensor 'a' is no id of the form [a-z0-9][a-z0-9._-]{0,63}"));
        mended.Sensors[1].ShouldBe(page.Sensors[1]);
        SensorPageValidator.WithoutFlaws(page).ShouldBeSameAs(page);
    }
}
