using System.Globalization;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Sensors;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Witnesses;

/// <summary>Says what the sensors tied to a camera's zone read of a problem that the camera reports there.</summary>
/// <param name="agent">Agent id.</param>
/// <param name="tied">Sensors tied to a camera and a zone of it.</param>
internal sealed class SensorWitness(string agent, Func<string, string, IEnumerable<Sensor>> tied)
{
    /// <summary>What no field trial says: a sensor in order notices nineteen of twenty problems, and reads one in a hundred that is not there.</summary>
    public static ClassRates Rates { get; } = new(0.95, 0.01);

    /// <summary>A reading at or above the value speaks for the problem, below it against.</summary>
    private sealed record Sign(Quantity Quantity, double Alarm);

    private static readonly Sign[] Cover = [new(Quantity.Tilt, 15), new(Quantity.Open, 1)];
    private static readonly Sign[] Bin = [new(Quantity.FillLevel, 80)];
    private static readonly Sign[] Road = [new(Quantity.Occupied, 1)];

    private static readonly Dictionary<string, Sign[]> Known = new(StringComparer.Ordinal)
    {
        [Problems.ManholeOpen] = Cover,
        [Problems.ManholeAbsent] = Cover,
        [Problems.BinOverflow] = Bin,
        [Problems.RoadOccupied] = Road,
    };

    /// <summary>The most telling answer; null where no sensor there measures anything of it.</summary>
    /// <param name="camera">Who reports.</param>
    /// <param name="zone">Where.</param>
    /// <param name="problem">What.</param>
    /// <param name="since">When the condition began: that all was well before says nothing of it.</param>
    public Corroboration? Ask(string camera, string zone, string problem, DateTimeOffset since)
    {
        if (!Known.TryGetValue(problem, out var signs))
            return null;
        var answers =
            from sensor in tied(camera, zone)
            from sign in signs
            let reading = sensor.Latest(sign.Quantity)
            where reading is not null
            select Answer(sensor, sign, reading.Value, since);
        return answers.MaxBy(answer => Math.Abs(Math.Log(answer.LikelihoodRatio)));
    }

    private Corroboration Answer(Sensor sensor, Sign sign, in SensorReading reading, DateTimeOffset since)
    {
        // An alarm stands until the sensor says otherwise, also one from before the camera noticed; that all was well before it began says nothing.
        var alarm = reading.Value >= sign.Alarm;
        var tells = reading.Quality != ReadingQuality.Bad && (alarm || reading.At >= since) && sensor.State == SensorStates.Live;
        var ratio = tells ? LikelihoodRatio.Bounded(LikelihoodRatio.OfSign(alarm, Rates)) : 1;
        return new Corroboration
        {
            Source = $"/agents/{agent}/sensors/{sensor.Settings.Id}",
            Answer = ratio > 1 ? CorroborationAnswers.Agrees : ratio < 1 ? CorroborationAnswers.Contradicts : CorroborationAnswers.CannotTell,
            Found = Words(sensor, reading, tells),
            Read = ReadingSeries.ToPoint(reading),
            At = reading.At,
            LikelihoodRatio = ratio,
        };
    }

    private static string Words(Sensor sensor, in SensorReading reading, bool tells)
    {
        if (sensor.State != SensorStates.Live)
            return $"the sensor is {sensor.State}";
        if (reading.Quality == ReadingQuality.Bad)
            return "the sensor could not measure";
        var value = string.Create(CultureInfo.InvariantCulture, $"{Quantities.NameOf(reading.Quantity)} {reading.Value:0.#} {reading.Unit}");
        return tells ? value : $"{value}, read before it began";
    }
}
