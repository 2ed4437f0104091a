namespace EdgeWatch.Bench.Dedup.City;

/// <summary>The standing part of a district: streets in a grid, bins and covers along them, cameras on poles, sensors, agents.</summary>
internal sealed class District
{
    private readonly DistrictPlan _plan;
    private readonly Dice _dice;

    public District(DistrictPlan plan, Dice dice)
    {
        (_plan, _dice) = (plan, dice);
        Agents = [.. Enumerable.Range(1, (plan.Cameras + plan.CamerasPerAgent - 1) / plan.CamerasPerAgent).Select(number => new Agent($"street-{number}", Skew()))];
        Cameras = Build();
        Furniture = Furnish();
        DrawZones();
        var watched = Furniture.Where(one => Cameras.Any(camera => camera.FurnitureZones.ContainsKey(one))).ToArray();
        dice.Shuffle(watched);
        Sensors =
        [
            .. watched.Where(one => one.IsBin).Take(plan.BinSensors).Select(one => Mount("bin", one)),
            .. watched.Where(one => !one.IsBin).Take(plan.CoverSensors).Select(one => Mount("cover", one)),
        ];
        HotStretches = [.. Enumerable.Range(0, plan.HotStretches).Select(_ => Hot())];
        var stretch = dice.Of(HotStretches);
        Market = stretch.From + ((stretch.To - stretch.From) * 0.5);
    }

    public IReadOnlyList<Agent> Agents { get; }

    public IReadOnlyList<Camera> Cameras { get; }

    public IReadOnlyList<Furniture> Furniture { get; }

    public IReadOnlyList<Sensor> Sensors { get; }

    public IReadOnlyList<HotStretch> HotStretches { get; }

    /// <summary>Middle of the permitted market.</summary>
    public Ground Market { get; }

    /// <summary>A place at the edge of a street that a camera sees: in a hot stretch, or anywhere.</summary>
    public Ground Spot()
    {
        if (_dice.Happens(_plan.InHotStretches))
        {
            var stretch = _dice.Of(HotStretches);
            return stretch.From + ((stretch.To - stretch.From) * _dice.Between(0, 1));
        }

        var camera = _dice.Of(Cameras);
        return InView(camera);
    }

    public Ground InView(Camera camera) =>
        camera.At + (camera.Along * _dice.Between(6, 58)) + (camera.Along.Left * (_dice.Between(5, 10) * (_dice.Happens(0.5) ? 1 : -1)));

    private TimeSpan Skew() => (_dice.Happens(_plan.BadClocks) ? _plan.BadClockSkew : _plan.ClockSkew) * _dice.Normal();

    private List<Camera> Build()
    {
        var cameras = new List<Camera>();
        var streets = (int)(_plan.Side / _plan.Block) - 1;
        while (cameras.Count < _plan.Cameras)
        {
            var crossing = new Ground((1 + _dice.Below(streets)) * _plan.Block, (1 + _dice.Below(streets)) * _plan.Block);
            if (_dice.Happens(_plan.AtBusyCrossings / (4 - (3 * _plan.AtBusyCrossings))))
            {
                // Each stands behind the crossing and looks over it, down the street opposite.
                foreach (var along in Directions)
                    cameras.Add(Stand(crossing - (along * 15), along, cameras.Count));
                continue;
            }

            var direction = _dice.Of(Directions);
            cameras.Add(Stand(crossing + (direction * _dice.Between(15, _plan.Block - 15)), _dice.Happens(0.5) ? direction : direction * -1, cameras.Count));
        }

        return cameras[.._plan.Cameras];
    }

    private Camera Stand(Ground at, Ground along, int number)
    {
        var choice = _dice.Between(0, 1);
        var placing = choice < _plan.Calibrated ? Placing.Calibrated : choice < _plan.Calibrated + _plan.ZonesPlaced ? Placing.Zones : Placing.Camera;
        var bias = 1 / 2.45 / Math.Sqrt(2);
        return new Camera($"camera-{number + 1}", Agents[number / _plan.CamerasPerAgent % Agents.Count], at, along, placing, _plan.CameraErrorRadius,
            new Ground(_dice.Normal() * bias, _dice.Normal() * bias));
    }

    private List<Furniture> Furnish()
    {
        var furniture = new List<Furniture>();
        for (var street = _plan.Block; street < _plan.Side; street += _plan.Block)
        {
            foreach (var along in Directions.Take(2))
            {
                var origin = along.Left * -street;
                Row(furniture, new Ground(Math.Abs(origin.East), Math.Abs(origin.North)), along);
            }
        }

        return furniture;
    }

    private void Row(List<Furniture> furniture, Ground from, Ground along)
    {
        for (var metres = 20.0; metres < _plan.Side - 20; metres += _plan.BinSpacing)
        {
            var at = from + (along * (metres + _dice.Between(-8, 8))) + (along.Left * (_dice.Happens(0.5) ? 9 : -9));
            var bin = new Furniture(Component("0305", furniture.Count), at, true, null);
            furniture.Add(bin);
            if (_dice.Happens(_plan.TwinBins))
                furniture.Add(new Furniture(Component("0305", furniture.Count), at + (along * _plan.TwinBinDistance), true, bin));
        }

        for (var metres = 15.0; metres < _plan.Side - 15; metres += _plan.CoverSpacing)
            furniture.Add(new Furniture(Component("0102", furniture.Count), from + (along * (metres + _dice.Between(-5, 5))) + (along.Left * _dice.Between(-4, 4)), false, null));
    }

    private static string Component(string kind, int serial) => $"350582{kind}{serial:D6}";

    private void DrawZones()
    {
        foreach (var camera in Cameras)
        {
            foreach (var one in Furniture.Where(one => camera.SeesClosely(one.At) && _dice.Happens(0.7)))
            {
                // Two bins side by side often get one zone, which then cannot bear one component's id.
                var shared = one.Twin is { } twin && _dice.Happens(0.5) ? camera.FurnitureZones.GetValueOrDefault(twin) : null;
                if (shared is not null)
                {
                    camera.FurnitureZones[one.Twin!] = camera.FurnitureZones[one] = shared with { Tied = null, Middle = (one.At + one.Twin!.At) * 0.5, Radius = 6 };
                    continue;
                }

                var tied = _dice.Happens(_plan.TiedZones) ? one : null;
                camera.FurnitureZones[one] = new Zone($"{(one.IsBin ? "bin" : "cover")}-{camera.FurnitureZones.Count + 1}", tied, one.At, 4);
            }
        }
    }

    private Sensor Mount(string kind, Furniture on)
    {
        var near = Cameras.First(camera => camera.FurnitureZones.ContainsKey(on));
        return new Sensor($"{kind}-{on.Component[^6..]}", near.Agent, on, _dice.Happens(_plan.TiedZones));
    }

    private HotStretch Hot()
    {
        var from = InView(_dice.Of(Cameras));
        var along = _dice.Of(Directions);
        return new HotStretch(from, from + (along * 30));
    }

    private static readonly Ground[] Directions = [new(1, 0), new(0, 1), new(-1, 0), new(0, -1)];
}
