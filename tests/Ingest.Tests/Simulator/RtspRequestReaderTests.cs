using System.Text;
using EdgeWatch.CameraSimulator.Rtsp;

namespace EdgeWatch.Ingest.Tests.Simulator;

public sealed class RtspRequestReaderTests
{
    private static readonly byte[] Conversation =
    [
        .. "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n"u8,
        .. new byte[] { (byte)'$', 1, 0, 5, 1, 2, (byte)'\r', (byte)'\n', 3 },
        .. "\r\nGET_PARAMETER rtsp://h/c RTSP/1.0\r\ncseq: 2\r\nContent-Length: 4\r\n\r\nabcd"u8,
        .. "TEARDOWN rtsp://h/c RTSP/1.0\r\nCSeq: 3\r\nSession: x\r\n\r\n"u8,
    ];

    [Fact]
    public void Requests_are_the_same_wherever_the_network_cuts_them()
    {
        for (var piece = 1; piece <= Conversation.Length; piece++)
        {
            var requests = Read(Conversation.Chunk(piece));
            requests.Select(request => (request.Method, request.Sequence, request.Fault)).ShouldBe(
                [("OPTIONS", "1", null), ("GET_PARAMETER", "2", null), ("TEARDOWN", "3", null)], $"pieces of {piece} bytes");
        }
    }

    [Theory]
    [InlineData("OPTIONS *\r\nCSeq: 1\r\n\r\n", 400, false)]
    [InlineData("OPTIONS * HTTP/1.1\r\nCSeq: 1\r\n\r\n", 400, false)]
    [InlineData("OPTIONS * RTSP/2.0\r\nCSeq: 1\r\n\r\n", 505, false)]
    [InlineData("OPTIONS * RTSP/1.0\r\n\r\n", 400, false)]
    [InlineData("OPTIONS * RTSP/1.0\r\nCSeq 1\r\n\r\n", 400, false)]
    [InlineData("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\nContent-Length: -4\r\n\r\n", 400, true)]
    [InlineData("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\nContent-Length: 99999999\r\n\r\n", 400, true)]
    public void A_malformed_request_says_what_it_deserves(string text, int status, bool isFramingLost)
    {
        var request = Read([Encoding.ASCII.GetBytes(text)]).ShouldHaveSingleItem();
        request.Fault.ShouldNotBeNull().Status.ShouldBe(status);
        request.IsFramingLost.ShouldBe(isFramingLost);
    }

    [Fact]
    public void A_request_without_end_is_given_up()
    {
        var request = Read(Enumerable.Repeat(Encoding.ASCII.GetBytes("X-Endless: header\r\n"), 1000)).First();
        request.IsFramingLost.ShouldBeTrue();
    }

    private static List<RtspRequest> Read(IEnumerable<byte[]> pieces)
    {
        var (reader, requests) = (new RtspRequestReader(), new List<RtspRequest>());
        foreach (var piece in pieces)
        {
            reader.Append(piece);
            while (reader.Next() is { } request)
                requests.Add(request);
        }

        return requests;
    }
}
