namespace EdgeWatch.CaseBridge.Filing.City;

/// <summary>An open case of the city's platform that patrol staff, citizens or others reported.</summary>
internal sealed record ImportedCase
{
    /// <summary>The platform's id of the case: the same again changes nothing.</summary>
    public required string Reference { get; init; }

    /// <summary>Who reported it: a name of <see cref="CitySources"/>, or its Chinese one.</summary>
    public required string Source { get; init; }

    /// <summary>Our own name of the problem; or give the class.</summary>
    public string? Problem { get; init; }

    /// <summary>Code of the class, digits, with or without the hyphen.</summary>
    public string? Code { get; init; }

    /// <summary>The standard that the code belongs to; absent: that of the city's profile, else the newest that has the code.</summary>
    public string? Standard { get; init; }

    /// <summary>Longitude in degrees, or easting in metres.</summary>
    public required double Lon { get; init; }

    /// <summary>Latitude in degrees, or northing in metres.</summary>
    public required double Lat { get; init; }

    /// <summary>The system of the two: WGS84, CGCS2000, GCJ-02, BD-09, a plane by its name or EPSG code.</summary>
    public required string System { get; init; }

    /// <summary>Metres within which the true place lies; absent: 20, as phones in streets.</summary>
    public double? ErrorRadius { get; init; }

    /// <summary>Identification code of the component that it is about.</summary>
    public string? Component { get; init; }

    public string? Description { get; init; }

    /// <summary>When it was opened there.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Where it stands there, one of <c>filed</c>, <c>dispatched</c>, <c>handled</c>; absent: filed.</summary>
    public string? State { get; init; }

    /// <summary>Name of the destination whose platform it is; absent: the only one with an address, else <c>city</c>.</summary>
    public string? Platform { get; init; }
}

/// <summary>Who reports cases to a city (信息来源), and how sure what they say is.</summary>
internal static class CitySources
{
    /// <summary>A person who was there and knows the classes is seldom wrong; a call is not seldom vague or about something else. No figures were found: these are stated, not measured.</summary>
    public static IReadOnlyList<CitySource> All { get; } =
    [
        new("patrol", "监督员上报", 0.95f),
        new("public", "公众举报", 0.8f),
        new("hotline", "热线", 0.8f),
        new("leader", "领导批示", 0.95f),
        new("media", "媒体", 0.8f),
        new("vehicle", "车载", 0.8f),
        new("drone", "无人机", 0.8f),
        new("video", "视频监控", 0.8f),
        new("other", "其他", 0.8f),
    ];

    public static CitySource? Find(string name) => All.FirstOrDefault(source => source.Name == name || source.Zh == name);
}

/// <param name="Name">As store and API have it.</param>
/// <param name="Zh">As platforms have it.</param>
/// <param name="Confidence">How likely such a report is real, 0..1.</param>
internal sealed record CitySource(string Name, string Zh, float Confidence);

/// <summary>What became of one imported case.</summary>
/// <param name="Reference">Whose.</param>
/// <param name="Result"><c>opened</c>, <c>joined</c>, <c>known</c> or <c>refused</c>.</param>
/// <param name="Case">Id of the case that it opened or joined.</param>
/// <param name="Number">Its number.</param>
/// <param name="Decision">Reason of the deduplication.</param>
/// <param name="Detail">What was compared, or why it is refused, with the remedy.</param>
internal sealed record ImportResult(string Reference, string Result, Guid? Case = null, long? Number = null, string? Decision = null, string? Detail = null);
