using EdgeWatch.CaseBridge.Deduplication;

namespace EdgeWatch.CaseBridge.Confidence;

/// <summary>What a source found by itself.</summary>
/// <param name="Source">Who.</param>
/// <param name="Problem">By which name.</param>
/// <param name="Share">The rule's own odds that the problem is real, as a share 0..1.</param>
/// <param name="At">When it said so, in its own time.</param>
internal sealed record Finding(CandidateSource Source, string Problem, double Share, DateTimeOffset At);

/// <summary>What a source said when it was asked.</summary>
/// <param name="Source">Who, as a CloudEvents source.</param>
/// <param name="Said">One of <see cref="Contracts.CorroborationAnswers"/>.</param>
/// <param name="Found">What it saw or read, in words.</param>
/// <param name="At">When, in its own time.</param>
/// <param name="LikelihoodRatio">P(answer | real) / P(answer | not real), above 0.</param>
internal sealed record Answer(string Source, string Said, string Found, DateTimeOffset At, double LikelihoodRatio);
