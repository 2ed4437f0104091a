using System.Globalization;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Sensors;

namespace EdgeWatch.EdgeAgent.Witnesses;

/// <summary>Says by a sensor's latest reading whether a problem that it reported, and that was reported handled since, is still there.</summary>
/// <param name="find">A sensor by its id; null where there is none.</param>
/// <param name="time">For answers without a reading.</param>
internal sealed class SensorRecheck(Func<string, Sensor?> find, TimeProvider time)
{
    public RecheckAnswer? Answer(string id, RecheckQuestion question)
    {
        if (find(id) is not { } sensor)
            return null;
        var (stand, status) = (sensor.StandingOf(question.Problem), sensor.Status());
        if (question.Problem is Problems.SensorSilent or Problems.SensorStuck)
            return OfFault(stand, status, question);
        var read = status.Latest.FirstOrDefault(reading => reading.Quantity == question.Zone);
        if (read is null || status.State is SensorStates.Expected or SensorStates.Silent)
            return CannotTell($"the sensor is {status.State}", read);
        var words = string.Create(CultureInfo.InvariantCulture, $"{read.Quantity} {read.Value:0.#} {read.Unit}");
        if (read.Value is null)
            return CannotTell("the sensor could not measure", read);
        if (read.At < question.Since)
            return CannotTell($"{words}, read before it was reported handled", read);
        return stand switch
        {
            FindingStanding.Open => Told(RecheckAnswers.Seen, words, read.At, read),
            FindingStanding.None => Told(RecheckAnswers.NotSeen, words, read.At, read),
            FindingStanding.Fading => CannotTell($"{words}, not well for long enough yet", read),
            _ => CannotTell($"{words}, not wrong for long enough yet", read),
        };
    }

    /// <summary>A fault of the sensor is over when it is heard again and its rule says so.</summary>
    private RecheckAnswer OfFault(FindingStanding stand, SensorStatus status, RecheckQuestion question) => (stand, status.HeardAt) switch
    {
        (FindingStanding.Open, _) => Told(RecheckAnswers.Seen, $"the sensor is {status.State}", time.GetUtcNow(), null),
        (FindingStanding.None, { } heardAt) when heardAt >= question.Since => Told(RecheckAnswers.NotSeen, $"heard at {heardAt:u}; the sensor is {status.State}", heardAt, null),
        _ => CannotTell("not heard since it was reported handled", null),
    };

    private static RecheckAnswer Told(string answer, string found, DateTimeOffset at, ReadingPoint? read) => new()
    {
        Answer = answer,
        Found = found,
        Read = read,
        At = at,
        LikelihoodRatio = LikelihoodRatio.OfSign(answer == RecheckAnswers.Seen, SensorWitness.Rates),
    };

    private RecheckAnswer CannotTell(string found, ReadingPoint? read) => new()
    {
        Answer = RecheckAnswers.CannotTell,
        Why = RecheckObstacles.NoReading,
        Found = found,
        Read = read,
        At = time.GetUtcNow(),
        LikelihoodRatio = 1,
    };
}
